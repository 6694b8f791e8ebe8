import type { CommIn } from "../link/frames.js";
import type { Connection } from "../protocol/connection.js";
import { flagOf, MessageFactory, numberOf, textOf, type Json, type Request } from "../protocol/message.js";
import { log, type Outlet } from "../protocol/outlet.js";
import { Sockets } from "../protocol/sockets.js";
import { CellSession } from "./cell-session.js";
import { Comms } from "./comms.js";
import { Executions } from "./executions.js";
import { History } from "./history.js";
import { Iopub } from "./iopub.js";
import { kernelInfo } from "./kernel-info.js";
import { noSubshell, Shells, type Shell } from "./shells.js";

/**
 * A Jupyter kernel's message layer: answers front ends, in order, and never runs a cell in its own process, so that
 * heartbeat, interrupt and shutdown answer whatever a cell does.
 */
export class Kernel {
  readonly #messages = new MessageFactory();
  readonly #history = new History();
  readonly #sockets: Sockets;
  readonly #iopub: Iopub;
  readonly #comms: Comms;
  readonly #cells: CellSession;
  readonly #executions: Executions;
  readonly #shells = new Shells((request, shell) => this.#handle(request, this.#sockets.shell, shell));
  /** How many interrupts have come. */
  #interrupts = 0;

  private constructor(sockets: Sockets) {
    this.#sockets = sockets;
    this.#iopub = new Iopub(sockets.iopub, this.#messages);
    this.#comms = new Comms(this.#iopub);
    this.#cells = new CellSession({
      iopub: this.#iopub,
      stdin: sockets.stdin,
      messages: this.#messages,
      comms: this.#comms,
    });
    this.#executions = new Executions(this.#cells, this.#iopub, this.#history);
  }

  /** Binds the sockets of the connection and answers from then on. */
  static async start(connection: Connection): Promise<Kernel> {
    const sockets = new Sockets(connection);
    const kernel = new Kernel(sockets);
    await sockets.bind();
    void kernel.#iopub.status("starting", {});
    sockets.listen({
      shell: (request) => {
        kernel.#receive(request);
      },
      control: (request) => void kernel.#handle(request, sockets.control),
      stdin: (request) => {
        kernel.#stdin(request);
      },
      subscription: (topic) => void kernel.#iopub.publish("iopub_welcome", { subscription: topic }, {}),
    });
    return kernel;
  }

  /** Stops what runs, as if an `interrupt_request` had come. */
  interrupt(): void {
    this.#interrupts++;
    this.#cells.interrupt();
  }

  /** Ends the cells, lets the last messages out, and ends the process. */
  async stop(): Promise<void> {
    this.#cells.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.#sockets.close();
    process.exit(0);
  }

  #stdin(request: Request): void {
    if (request.header.msg_type !== "input_reply") return;
    this.#cells.inputReply(textOf(request.content, "value"), request.parent["msg_id"]);
  }

  #receive(request: Request): void {
    const shell = this.#shells.of(request);
    if (shell !== undefined) shell.add(request);
    else void this.#handle(request, this.#sockets.shell);
  }

  /** @param shell Where it waited its turn; nothing for the control channel, and for a subshell that there is not. */
  async #handle(request: Request, outlet: Outlet, shell?: Shell): Promise<void> {
    void this.#iopub.status("busy", request.header);
    const before = this.#interrupts;
    let behind: Request[] = [];
    try {
      const isLost = shell === undefined && this.#shells.of(request) === undefined;
      const content = isLost ? noSubshell(request.header.subshell_id) : await this.#answer(request);
      // A training that is interrupted ends in order; what was to come after the whole of it must not run either.
      if (content !== undefined && (content["status"] === "error" || before !== this.#interrupts))
        behind = await this.#executionsBehind(request, shell);
      if (content !== undefined) await this.#reply(request, content, outlet);
    } catch (error) {
      log(`failed at ${request.header.msg_type}`, error);
    }
    await this.#iopub.status("idle", request.header);
    for (const next of behind) await this.#abort(next);
  }

  /** What must be aborted because of an execution that failed. */
  async #executionsBehind({ header, content }: Request, shell: Shell | undefined): Promise<Request[]> {
    const stops = header.msg_type === "execute_request" && flagOf(content, "stop_on_error", true);
    return stops && shell !== undefined ? shell.takeExecutions() : [];
  }

  async #reply(request: Request, content: Json, outlet: Outlet): Promise<void> {
    const type = request.header.msg_type.replace(/_request$/, "_reply");
    await outlet.send(this.#messages.make(type, content, request.header), request.identities);
  }

  async #abort(request: Request): Promise<void> {
    void this.#iopub.status("busy", request.header);
    // No number: a front end would write it beside a cell that has not run.
    const message = this.#messages.make("execute_reply", { status: "aborted" }, request.header);
    await this.#sockets.shell.send(message, request.identities);
    await this.#iopub.status("idle", request.header);
  }

  /** The content of the reply, or nothing for messages that have none. */
  async #answer(request: Request): Promise<Json | undefined> {
    const { content } = request;
    switch (request.header.msg_type) {
      case "kernel_info_request":
        return kernelInfo();
      case "execute_request":
        return this.#executions.run(request);
      case "complete_request":
        return this.#ask("complete", request);
      case "inspect_request":
        return this.#ask("inspect", request);
      case "is_complete_request":
        return this.#ask("isComplete", request);
      case "history_request":
        return this.#history.answer(content);
      case "comm_info_request":
        return this.#comms.info(content);
      case "comm_open":
      case "comm_msg":
      case "comm_close":
        return this.#comm(request.header.msg_type, request);
      case "create_subshell_request":
      case "delete_subshell_request":
      case "list_subshell_request":
        return this.#shells.answer(request);
      case "debug_request":
        return this.#cells.debug(content);
      case "interrupt_request":
        this.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return this.#shutdown(request);
      default:
        log(`ignored a message of the unknown type ${request.header.msg_type}`);
        return undefined;
    }
  }

  #ask(type: "complete" | "inspect" | "isComplete", request: Request): Promise<Json> {
    const code = textOf(request.content, "code");
    return this.#cells.question(type, code, numberOf(request.content, "cursor_pos", code.length));
  }

  async #comm(kind: CommIn["kind"], request: Request): Promise<undefined> {
    this.#comms.note(kind, request.content);
    const buffers = request.buffers.map((buffer) => Buffer.from(buffer).toString("base64"));
    await this.#cells.comm({ kind, content: request.content, buffers }, request);
    return undefined;
  }

  async #shutdown(request: Request): Promise<Json> {
    const content = { status: "ok", restart: flagOf(request.content, "restart", false) };
    await this.#iopub.publish("shutdown_reply", content, request.header);
    setImmediate(() => void this.stop());
    return content;
  }
}
