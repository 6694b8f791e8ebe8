import type { Execute, FromCells, Question, CommIn } from "../link/frames.js";
import type { Json, Request } from "../protocol/message.js";
import { MessageFactory } from "../protocol/message.js";
import { log, type Outlet } from "../protocol/outlet.js";
import { CellProcess } from "./cell-process.js";
import type { Comms } from "./comms.js";
import type { Iopub } from "./iopub.js";
import { Streams } from "./streams.js";

/** Without its number and type-specific part, a request to the cell process. */
type Asked<T> = T extends { cell: number } ? Omit<T, "cell"> : never;

interface Outlets {
  readonly iopub: Iopub;
  readonly stdin: Outlet;
  readonly messages: MessageFactory;
  readonly comms: Comms;
}

interface Pending {
  readonly resolve: (content: Json) => void;
  readonly result?: (data: Json, metadata: Json) => Promise<void>;
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
  #process: CellProcess;
  #last = 0;
  #failedStarts = 0;
  #closed = false;

  constructor(outlets: Outlets) {
    this.#outlets = outlets;
    this.#streams = new Streams((cell, name, text) => outlets.iopub.stream(name, text, this.#parentOf(cell)));
    this.#process = this.#start();
  }

  /** Resolves to the content of the reply; `result` gets the value of the last expression before that. */
  ask(
    frame: Asked<Execute> | Asked<Question> | Asked<CommIn>,
    request: Request,
    result?: Pending["result"],
  ): Promise<Json> {
    const cell = ++this.#last;
    this.#requests.set(cell, request);
    this.#requests.delete(cell - remembered);
    return new Promise((resolve) => {
      this.#pending.set(cell, { resolve, ...(result && { result }) });
      this.#process.send({ ...frame, cell });
    });
  }

  inputReply(value: string): void {
    this.#process.send({ type: "inputReply", value });
  }

  interrupt(): void {
    if (this.#pending.size > 0) this.#outlets.iopub.hurry();
    this.#process.interrupt();
  }

  close(): void {
    this.#closed = true;
    this.#process.kill();
  }

  #start(): CellProcess {
    return new CellProcess({
      frame: (frame) => this.#frame(frame),
      raw: (name, text) => this.#streams.add(this.#last, name, text),
      exit: (why) => void this.#died(why),
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
      case "result":
        return this.#pending.get(frame.cell)?.result?.(frame.data, frame.metadata);
      case "clear":
        return iopub.publish("clear_output", { wait: frame.wait }, parent);
      case "input":
        return this.#askReader(frame.cell, frame.prompt, frame.password);
      case "comm":
        return this.#outlets.comms.fromCells(frame, parent);
      case "reply":
        return this.#reply(frame.cell, frame.content);
    }
  }

  async #reply(cell: number, content: Json): Promise<void> {
    // One turn of the loop, so that what a child process wrote just before is read and goes out first.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#streams.flush();
    this.#outlets.iopub.leisure();
    const pending = this.#pending.get(cell);
    this.#pending.delete(cell);
    pending?.resolve(content);
  }

  async #askReader(cell: number, prompt: string, password: boolean): Promise<void> {
    const request = this.#requests.get(cell);
    if (request === undefined) return;
    const message = this.#outlets.messages.make("input_request", { prompt, password }, request.header);
    await this.#outlets.stdin.send(message, request.identities);
  }

  async #died(why: string): Promise<void> {
    if (this.#closed) return;
    log(`the process that runs the cells ${why}`);
    if (++this.#failedStarts >= mostFailedStarts) {
      log("giving up: it does not start");
      process.exit(1);
    }
    this.#outlets.iopub.leisure();
    await this.#streams.flush();
    const evalue = `The process that runs the cells ${why}. A new one has been started; its variables are gone, so run the cells above again.`;
    if (this.#pending.size === 0)
      await this.#outlets.iopub.stream("stderr", evalue + "\n", this.#parentOf(this.#last));
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
