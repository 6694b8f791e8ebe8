import type { Compiled } from "../link/compiler-frames.js";
import type { Evaluate, FromCells, CommIn } from "../link/frames.js";
import type { Json, Request } from "../protocol/message.js";
import { MessageFactory } from "../protocol/message.js";
import { log, type Outlet } from "../protocol/outlet.js";
import { CellProcess } from "./cell-process.js";
import type { Comms } from "./comms.js";
import { CompilerProcess } from "./compiler-process.js";
import { Debugging } from "./debugging.js";
import type { Iopub } from "./iopub.js";
import { Places } from "./places.js";
import { PlainCells } from "./plain-cells.js";
import { withValues } from "./runtime-values.js";
import { interrupted, Stops } from "./stops.js";
import { Streams } from "./streams.js";

interface Outlets {
  readonly iopub: Iopub;
  readonly stdin: Outlet;
  readonly messages: MessageFactory;
  readonly comms: Comms;
}

interface Pending {
  readonly resolve: (content: Json, exists?: readonly string[]) => void;
  /** Gets the value of the last expression before the reply goes out. */
  readonly result?: (data: Json) => Promise<void>;
}

/** A cell as a front end asks for it. */
export interface Cell {
  readonly code: string;
  readonly count: number;
  /** Whether the front end wants it in the history. */
  readonly stored: boolean;
  readonly allowStdin: boolean;
}

/** How many requests back late output still finds its cell. */
const remembered = 1000;

/** A process that dies this often in a row before it is ready will not start at all. */
const mostFailedStarts = 3;

/** Puts requests to the cell process, sends on what it says, and starts a new one when it dies. */
export class CellSession {
  readonly #outlets: Outlets;
  readonly #requests = new Map<number, Request>();
  readonly #pending = new Map<number, Pending>();
  readonly #streams: Streams;
  readonly #debugging: Debugging;
  readonly #stops = new Stops((cell) => {
    if (!this.#pending.has(cell)) return;
    this.#process.kill();
    void this.#died(
      "that runs the cells did not stop when it was asked to, so the second request ended it; what the cells have written to files is kept",
    );
  });
  #process: CellProcess;
  #compiler: CompilerProcess;
  /** The cells that are being checked. */
  readonly #compiling = new Set<number>();
  readonly #plainCells = new PlainCells();
  #last = 0;
  #failedStarts = 0;
  #closed = false;
  /** What the reader has been asked and has not answered: the id of the message, and the cell that asks. */
  #question: { readonly id: string; readonly cell: number } | undefined;

  constructor(outlets: Outlets) {
    this.#outlets = outlets;
    this.#streams = new Streams((cell, name, text) => outlets.iopub.stream(name, text, this.#parentOf(cell)));
    this.#debugging = new Debugging(outlets.iopub, (frame) => {
      this.#process.sendNow(frame);
    });
    this.#compiler = this.#startCompiler();
    this.#process = this.#start();
  }

  /** The number of what the request asks for, to which its output belongs. */
  begin(request: Request): number {
    const cell = ++this.#last;
    this.#requests.set(cell, request);
    this.#requests.delete(cell - remembered);
    return cell;
  }

  /** Checks, compiles and runs a cell; resolves to the content of the reply. */
  async execute(cell: number, frame: Cell, result: NonNullable<Pending["result"]>): Promise<Json> {
    const { code, ...rest } = frame;
    const plain = this.#plainCells.compile(code);
    const compiled =
      plain ?? (await this.#compile(cell, { type: "compile", id: cell, code, count: rest.count }));
    if (compiled.status === "error") return compiled;
    const { emitted, names, declares } = compiled;
    const run = { type: "execute", cell, source: code, emitted, names, ...rest } as const;
    let exists: readonly string[] | undefined;
    const content = await new Promise<Json>((resolve) => {
      this.#pending.set(cell, {
        result,
        resolve: (reply, existing) => {
          exists = existing;
          resolve(reply);
        },
      });
      this.#process.send(run);
    });
    this.#plainCells.note(declares);
    const left = content["status"] === "ok" ? {} : { exists: exists ?? [] };
    if (declares.length > 0) this.#compiler.commit({ id: cell, ...left, ...(plain && { unseen: code }) });
    return content;
  }

  /**
   * The value of an expression that a front end wants to know with a cell's reply. It runs under the cell's number: a stop
   * that was meant for the cell, and came when it had just ended, ends the expression.
   */
  async evaluate(cell: number, code: string, request: Request): Promise<Json> {
    const id = this.begin(request);
    const compiled =
      this.#plainCells.compile(code) ?? (await this.#compile(id, { type: "expression", id, code }));
    if (compiled.status === "error") return compiled;
    return this.#ask({ type: "evaluate", cell, source: code, emitted: compiled.emitted });
  }

  /** Resolves to the content of the reply. */
  debug(content: Json): Promise<Json> {
    return this.#debugging.ask(content);
  }

  /** A question about code, which no cell can hold up. */
  async question(type: "complete" | "inspect" | "isComplete", code: string, cursor: number): Promise<Json> {
    const answer = await this.#compiler.ask({ type, id: ++this.#last, code, cursor });
    return type === "isComplete" ? answer : withValues(type, code, answer, (content) => this.debug(content));
  }

  /** Gives the cells a comm message; resolves to the content of the reply. */
  comm(frame: Omit<CommIn, "type" | "cell">, request: Request): Promise<Json> {
    return this.#ask({ type: "comm", cell: this.begin(request), ...frame });
  }

  #ask(frame: Evaluate | CommIn): Promise<Json> {
    return new Promise((resolve) => {
      this.#pending.set(frame.cell, { resolve });
      this.#process.send(frame);
    });
  }

  async #compile(cell: number, question: Parameters<CompilerProcess["ask"]>[0]): Promise<Compiled> {
    this.#compiling.add(cell);
    try {
      const died = new Promise<Json>((resolve) => this.#pending.set(cell, { resolve }));
      return (await Promise.race([this.#compiler.ask(question), died])) as Compiled;
    } finally {
      this.#compiling.delete(cell);
      this.#pending.delete(cell);
    }
  }

  /** @param parent The id of the question, if the front end names it: an answer to one that is over is dropped. */
  inputReply(value: string, parent: unknown): void {
    if (this.#question === undefined || ![undefined, this.#question.id].includes(parent as string)) return;
    this.#question = undefined;
    this.#process.sendNow({ type: "inputReply", value });
  }

  interrupt(): void {
    if (this.#pending.size > 0) this.#outlets.iopub.hurry();
    const cell = [...this.#pending.keys()].find((each) => !this.#compiling.has(each));
    const isCompiling = this.#compiling.size > 0;
    if (isCompiling) this.#compiler.interrupt();
    // Also where the compiler has not begun with them, or is done.
    for (const each of this.#compiling) this.#pending.get(each)?.resolve(interrupted);
    if (cell === undefined && isCompiling) return;
    this.#process.sendNow({ type: "interrupt", ...(cell !== undefined && { cell }) });
    if (cell === undefined) return;
    this.#stops.asked(cell);
  }

  close(): void {
    this.#closed = true;
    this.#process.kill();
    this.#compiler.kill();
  }

  #startCompiler(): CompilerProcess {
    return new CompilerProcess({
      imports: (packages) => {
        this.#process.send({ type: "load", packages });
      },
      note: (cell, text) => void this.#streams.add(cell, "stderr", `${text}\n`),
      exit: (why) => void this.#died(why),
    });
  }

  #start(): CellProcess {
    const places = new Places((frame) => this.#frame(frame));
    return new CellProcess({
      frame: (frame) => places.take(frame),
      watcher: (frame) => {
        this.#debugging.hear(frame);
      },
      raw: (name, text) => this.#streams.add(this.#last, name, text),
      exit: (why) => void this.#died(`that runs the cells ${why}`),
    });
  }

  #parentOf(cell: number): Request["header"] | Record<string, never> {
    return this.#requests.get(cell)?.header ?? {};
  }

  async #frame(frame: FromCells): Promise<void> {
    if (frame.type === "ready") {
      this.#failedStarts = 0;
      return;
    }
    if (frame.type === "stream") return this.#streams.add(frame.cell, frame.name, frame.text);
    await this.#streams.flush();
    const { iopub } = this.#outlets;
    const parent = this.#parentOf(frame.cell);
    switch (frame.type) {
      case "display": {
        const transient = frame.displayId === undefined ? {} : { display_id: frame.displayId };
        const type = frame.update ? "update_display_data" : "display_data";
        return iopub.publish(type, { data: frame.data, metadata: frame.metadata, transient }, parent);
      }
      case "clear":
        return iopub.publish("clear_output", { wait: frame.wait }, parent);
      case "input":
        return this.#askReader(frame.cell, frame.prompt, frame.password);
      case "comm":
        return this.#outlets.comms.fromCells(frame, parent);
      case "reply":
        return this.#reply(frame);
      case "place":
      case "left":
        return;
    }
  }

  async #reply({ cell, content, result, exists }: Extract<FromCells, { type: "reply" }>): Promise<void> {
    // One turn of the loop, so that what a child process wrote just before is read and goes out first.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#streams.end();
    this.#outlets.iopub.leisure();
    if (this.#question?.cell === cell) this.#question = undefined;
    const pending = this.#pending.get(cell);
    this.#pending.delete(cell);
    // The socket keeps the order.
    if (result !== undefined) void pending?.result?.(result);
    pending?.resolve(content, exists);
  }

  async #askReader(cell: number, prompt: string, password: boolean): Promise<void> {
    const request = this.#requests.get(cell);
    if (request === undefined) return;
    const message = this.#outlets.messages.make("input_request", { prompt, password }, request.header);
    this.#question = { id: message.header.msg_id, cell };
    await this.#outlets.stdin.send(message, request.identities);
  }

  async #died(why: string): Promise<void> {
    if (this.#closed) return;
    log(`the process ${why}`);
    if (++this.#failedStarts >= mostFailedStarts) {
      log("giving up: it does not start");
      process.exit(1);
    }
    this.#outlets.iopub.leisure();
    await this.#streams.flush();
    const evalue = `The process ${why}. A new one has been started; its variables are gone, so run the cells above again.`;
    if (this.#pending.size === 0)
      await this.#outlets.iopub.stream("stderr", evalue + "\n", this.#parentOf(this.#last));
    this.#debugging.forget();
    // What is gone in one of them must not be known to the other.
    this.#process.kill();
    this.#compiler.kill();
    this.#compiler = this.#startCompiler();
    this.#process = this.#start();
    for (const { resolve } of this.#pending.values())
      resolve({
        status: "error",
        ename: "CellProcessEnded",
        evalue,
        traceback: [`CellProcessEnded: ${evalue}`],
      });
    this.#pending.clear();
  }
}
