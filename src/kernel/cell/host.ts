import { randomUUID } from "node:crypto";
import type { Bundle, CommIn } from "../link/frames.js";
import { textOf, asObject, type Json } from "../protocol/message.js";
import { KeyboardInterrupt } from "./interrupts.js";
import type { Output } from "./output.js";

/** One open comm: a channel between the cells and a widget in the front end. */
export interface Comm {
  readonly id: string;
  send(data: Json, options?: { metadata?: Json; buffers?: readonly Uint8Array[] }): void;
  close(data?: Json): void;
  /** Set these to hear from the front end. */
  onMessage?: (data: Json, buffers: readonly Uint8Array[]) => unknown;
  onClose?: (data: Json) => unknown;
}

type CommHandler = (comm: Comm, data: Json) => unknown;

/** What the kernel offers to code in cells, as `globalThis[Symbol.for("tunebook.kernel")]`. */
export class Host {
  readonly #output: Output;
  readonly #targets = new Map<string, CommHandler>();
  readonly #comms = new Map<string, Comm>();
  readonly #stoppable = new Set<(reason: Error) => void>();
  readonly #held = new Set<Promise<unknown>>();
  #ahead: (() => unknown)[] = [];
  #pages: Json[] = [];
  #allowStdin = false;
  #answer: ((value: string) => void) | undefined;

  constructor(output: Output) {
    this.#output = output;
    Object.defineProperty(globalThis, Symbol.for("tunebook.kernel"), { value: this });
  }

  /** Shows a MIME bundle; with `update`, in place of what was shown under the same `displayId`. */
  display(bundle: Bundle, options: { metadata?: Json; displayId?: string; update?: boolean } = {}): void {
    const { metadata = {}, displayId, update = false } = options;
    const id = displayId === undefined ? {} : { displayId };
    this.#output.send({ type: "display", cell: this.#output.cell, data: bundle, metadata, ...id, update });
  }

  /** Keeps the running cell from ending before `work` has, such as a chart that is being drawn and that nobody awaits. */
  hold(work: Promise<unknown>): void {
    const held = work
      .catch(() => undefined)
      .finally(() => {
        this.#held.delete(held);
      });
    this.#held.add(held);
  }

  /** Work that a package just loaded will need soon: done while the cell that loads it is being checked, or not at all. */
  ahead(work: () => unknown): void {
    this.#ahead.push(work);
  }

  /** The next such work. */
  nextAhead(): (() => unknown) | undefined {
    return this.#ahead.shift();
  }

  /** Runs `work`, and rejects when V8 has ended it for an interrupt, which leaves its own promise open for ever. */
  stoppable<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#stoppable.add(reject);
      setImmediate(() => {
        void work()
          .then(resolve, reject)
          .finally(() => this.#stoppable.delete(reject));
      });
    });
  }

  /** Code was ended from outside. */
  stopped(): void {
    for (const reject of this.#stoppable) reject(new KeyboardInterrupt());
    this.#stoppable.clear();
  }

  /** Resolves when everything that is held has ended, and what went wrong with it has been told. */
  async settled(): Promise<void> {
    while (this.#held.size > 0) await Promise.all(this.#held);
    // Node tells of rejections that nothing awaited once no promise has anything left to do.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Hands a bundle to the front end's pager, which opens beside the notebook. */
  page(bundle: Bundle): void {
    this.#pages.push({ source: "page", data: bundle, start: 0 });
  }

  /** Clears the cell's output, at once or when the next output comes. */
  clearOutput(wait = false): void {
    this.#output.send({ type: "clear", cell: this.#output.cell, wait });
  }

  /**
   * Asks the reader for a line of text.
   *
   * @throws {Error} Where the front end cannot ask, as when a notebook is executed without a reader.
   */
  async input(prompt = "", password = false): Promise<string> {
    if (!this.#allowStdin) throw new Error("Cannot ask for input: this front end does not take any.");
    this.#output.send({ type: "input", cell: this.#output.cell, prompt, password });
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Comms: `registerTarget` for those the front end opens, `open` for our own. */
  readonly comm = {
    registerTarget: (name: string, handler: CommHandler): void => {
      this.#targets.set(name, handler);
    },
    open: (
      target: string,
      data: Json = {},
      options: { id?: string; metadata?: Json; buffers?: readonly Uint8Array[] } = {},
    ): Comm => {
      const comm = this.#makeComm(options.id ?? randomUUID());
      const content = { comm_id: comm.id, target_name: target, data };
      this.#sendComm("comm_open", content, options);
      return comm;
    },
  };

  /** Called for every cell: whether its front end can ask for input. */
  beginCell(allowStdin: boolean): void {
    this.#allowStdin = allowStdin;
    this.#answer = undefined;
    this.#pages = [];
    this.#ahead = [];
    this.#held.clear();
  }

  /** The payload of the cell's reply. */
  get payload(): readonly Json[] {
    return this.#pages;
  }

  inputReply(value: string): void {
    this.#answer?.(value);
    this.#answer = undefined;
  }

  /** A comm message from the front end; resolves when its handler has. */
  async receive({ kind, content, buffers }: CommIn): Promise<void> {
    const id = textOf(content, "comm_id");
    const data = asObject(content["data"]);
    if (kind === "comm_open") {
      await this.#opened(id, textOf(content, "target_name"), data);
      return;
    }
    const comm = this.#comms.get(id);
    if (kind === "comm_close") {
      this.#comms.delete(id);
      await comm?.onClose?.(data);
      return;
    }
    await comm?.onMessage?.(
      data,
      buffers.map((text) => Buffer.from(text, "base64")),
    );
  }

  async #opened(id: string, target: string, data: Json): Promise<void> {
    const handler = this.#targets.get(target);
    if (handler === undefined) this.#sendComm("comm_close", { comm_id: id, data: {} }, {});
    else await handler(this.#makeComm(id), data);
  }

  #makeComm(id: string): Comm {
    const comm: Comm = {
      id,
      send: (data, options = {}) => {
        this.#sendComm("comm_msg", { comm_id: id, data }, options);
      },
      close: (data = {}) => {
        this.#comms.delete(id);
        this.#sendComm("comm_close", { comm_id: id, data }, {});
      },
    };
    this.#comms.set(id, comm);
    return comm;
  }

  #sendComm(
    kind: CommIn["kind"],
    content: Json,
    options: { metadata?: Json; buffers?: readonly Uint8Array[] },
  ): void {
    const buffers = (options.buffers ?? []).map((buffer) => Buffer.from(buffer).toString("base64"));
    this.#output.send({
      type: "comm",
      cell: this.#output.cell,
      kind,
      content,
      metadata: options.metadata ?? {},
      buffers,
    });
  }
}
