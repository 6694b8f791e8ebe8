import { setImmediate } from "node:timers";
import type { Bundle } from "../link/frames.js";
import type { Json } from "../protocol/message.js";
import { bundleOf } from "./bundle.js";
import type { Comms } from "./comms.js";
import { KeyboardInterrupt } from "./interrupts.js";
import type { Output } from "./output.js";
import type { Reader } from "./reader.js";

/** What is known of a cell while it runs. */
interface Running {
  /** What it must not end before. */
  readonly held: Set<Promise<unknown>>;
  /** As the reader wrote it. */
  readonly source: string;
  /** What it hands to the pager. */
  readonly pages: Json[];
  /** Whether its own code has not ended. */
  busy: boolean;
}

/** What the kernel offers to code in cells, as `globalThis[Symbol.for("tunebook.kernel")]`. */
export class Host {
  readonly #output: Output;
  readonly #reader: Reader;
  readonly #running = new Map<number, Running>();
  readonly #stoppable = new Set<(reason: Error) => void>();
  readonly #cutOffs = new Set<{ readonly cell: number; readonly action: () => void }>();
  #ahead: (() => unknown)[] = [];
  #places = 0;

  constructor(output: Output, reader: Reader, comms: Comms) {
    this.comm = comms;
    this.#output = output;
    this.#reader = reader;
    Object.defineProperty(globalThis, Symbol.for("tunebook.kernel"), { value: this });
  }

  /** Shows a MIME bundle; with `update`, in place of what was shown under the same `displayId`. */
  display(bundle: Bundle, options: { metadata?: Json; displayId?: string; update?: boolean } = {}): void {
    const { metadata = {}, displayId, update = false } = options;
    const id = displayId === undefined ? {} : { displayId };
    this.#output.send({ type: "display", cell: this.#output.cell, data: bundle, metadata, ...id, update });
  }

  /** Shows what is still being made, at the place among the output at which it was asked for. */
  async displayLater(bundle: Promise<Bundle>): Promise<void> {
    const { cell } = this.#output;
    const place = ++this.#places;
    this.#output.send({ type: "place", cell, place });
    try {
      this.#output.send({ type: "display", cell, data: await bundle, metadata: {}, update: false, place });
    } catch (error) {
      this.#output.send({ type: "left", cell, place });
      throw error;
    }
  }

  /** Keeps the running cell from ending before `work` has, such as a chart that is being drawn and that nobody awaits. */
  hold(work: Promise<unknown>): void {
    const held = work.catch(() => undefined).finally(() => cell?.held.delete(held));
    const cell = this.#running.get(this.#output.cell);
    cell?.held.add(held);
  }

  /** Work that a package just loaded will need soon: done while the cell that loads it is being checked, or not at all. */
  ahead(work: () => unknown): void {
    this.#ahead.push(work);
  }

  /** The next such work. */
  nextAhead(): (() => unknown) | undefined {
    return this.#ahead.shift();
  }

  /** How the value is shown as the last expression of a cell. */
  readonly bundleOf = bundleOf;

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

  /**
   * Has `action` called when an interrupt ends the running cell's code in the middle, where no `finally` is run: what it has
   * registered elsewhere can be taken back.
   *
   * @returns takes that back
   */
  onCutOff(action: () => void): () => void {
    const entry = { cell: this.#output.cell, action };
    this.#cutOffs.add(entry);
    return () => {
      this.#cutOffs.delete(entry);
    };
  }

  /** The code of a cell was ended; of 0, what any cell has left behind. */
  cutOff(cell: number): void {
    for (const entry of this.#cutOffs) {
      if (cell !== 0 && entry.cell !== cell) continue;
      this.#cutOffs.delete(entry);
      entry.action();
    }
  }

  /** Resolves when everything that the cell holds has ended, and what went wrong with it has been told. */
  async settled(): Promise<void> {
    const cell = this.#running.get(this.#output.cell);
    if (cell !== undefined) cell.busy = false;
    while (cell !== undefined && cell.held.size > 0) await Promise.all(cell.held);
    // Node tells of rejections that nothing awaited once no promise has anything left to do.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Hands a bundle to the front end's pager, which opens beside the notebook. */
  page(bundle: Bundle): void {
    this.#running.get(this.#output.cell)?.pages.push({ source: "page", data: bundle, start: 0 });
  }

  /** Clears the cell's output, at once or when the next output comes. */
  clearOutput(wait = false): void {
    this.#output.send({ type: "clear", cell: this.#output.cell, wait });
  }

  /**
   * Asks the reader for a line of text; what was asked before is answered first.
   *
   * @throws {Error} Where the front end cannot ask, as when a notebook is executed without a reader.
   */
  async input(prompt = "", password = false): Promise<string> {
    const line = this.#reader.ask(prompt, password);
    this.hold(line);
    return line;
  }

  /** Channels to widgets in the front end. */
  readonly comm: Pick<Comms, "registerTarget" | "open">;

  /** The cell that the running code belongs to, as the reader wrote it; nothing once it has ended. */
  source(): string | undefined {
    return this.#running.get(this.#output.cell)?.source;
  }

  /** @param allowStdin Whether the cell's front end can ask for input. */
  beginCell(cell: number, source: string, allowStdin: boolean): void {
    this.#running.set(cell, { source, held: new Set(), pages: [], busy: true });
    this.#reader.beginCell(cell, allowStdin);
    this.#ahead = [];
  }

  /** Returns the payload of the cell's reply. */
  endCell(cell: number): readonly Json[] {
    const pages = this.#running.get(cell)?.pages ?? [];
    this.#running.delete(cell);
    this.#reader.endCell(cell);
    return pages;
  }

  /** Whether the cell that the running code belongs to has not ended. */
  isRunning(): boolean {
    return this.#running.has(this.#output.cell);
  }

  /** Whether the code of the cell that the running code belongs to has not ended. */
  isBusy(): boolean {
    return this.#running.get(this.#output.cell)?.busy === true;
  }
}
