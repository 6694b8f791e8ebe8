import { setImmediate, setTimeout } from "node:timers";
import process from "node:process";
import { join } from "node:path";
import { Script } from "node:vm";
import { type MessagePort, Worker } from "node:worker_threads";
import { type InterruptNotice, ownWork, shared } from "./interrupt-state.js";
import { allowStopping } from "./stopper.js";

/** What a cell ends with when the reader interrupts it. */
export class KeyboardInterrupt extends Error {
  override name = "KeyboardInterrupt";
  constructor() {
    super("the cell was interrupted");
  }
}

/** Synchronous work that took longer than it may. */
export class TimeLimit extends Error {
  override name = "TimeLimit";
}

/** How long a cell that listens to SIGINT may take to end by itself, in milliseconds. */
const grace = 2000;

const entry = Symbol.for("tunebook.kernel.enter");
const script = new Script(`globalThis[Symbol.for("tunebook.kernel.enter")]()`, {
  filename: "node:internal/cell",
});

interface Running {
  readonly reject: (reason: Error) => void;
  /** It was asked to end. */
  asked: boolean;
  cancelled: boolean;
  /** Where it was stopped from outside. */
  stack?: string;
}

/** Who is told of code that did not end by itself. */
interface Ends {
  /** V8 has ended it, wherever it was. */
  stopped(cell: number): void;
  /** SIGINT has ended a cell before its first `await`. */
  brokenOff(cell: number): void;
}

/** Makes whatever a cell does stoppable. */
export class Interrupts {
  readonly #state = new Int32Array(new SharedArrayBuffer(20));
  /** Cells and handlers of comms, by their numbers: in subshells, some run side by side. */
  readonly #running = new Map<number, Running>();
  /** Those that were interrupted when they did not run: not yet, or between a cell and what is asked for with its reply. */
  readonly #early = new Set<number>();
  #watcher: Worker | undefined;
  /** A signal was sent to work that ended before it came; it must not hit the next. */
  #stray = false;
  #ends: Ends | undefined;

  /**
   * Starts the watching thread.
   *
   * @param answers Where it sends the lines that the reader types.
   * @param ends Told of code that was ended without running its `finally`: of a cell, or 0 for what a cell has left behind.
   */
  watch(answers: MessagePort, ends: Ends): void {
    this.#ends = ends;
    allowStopping();
    this.#countCooperative();
    const worker = new Worker(join(__dirname, "watcher.js"), {
      workerData: { state: this.#state, answers },
      transferList: [answers],
      stdout: false,
      stderr: false,
    });
    this.#watcher = worker;
    worker.on("message", ({ cell, meant, stack, question }: InterruptNotice) => {
      if (question === true) Atomics.add(this.#state, shared.noted, 1);
      else if (stack === undefined) this.#interrupt(meant ?? cell);
      else {
        const running = this.#running.get(cell);
        if (running !== undefined) running.stack = stack;
        ends.stopped(cell);
      }
    });
    worker.unref();
  }

  /** Runs `action` as the cell; rejects with KeyboardInterrupt when it is interrupted and does not end in time. */
  async run<T>(cell: number, action: (tick: () => void) => Promise<T>): Promise<T> {
    if (this.#early.delete(cell)) throw new KeyboardInterrupt();
    let running!: Running;
    const interrupted = new Promise<never>((_resolve, reject) => {
      running = { reject, asked: false, cancelled: false };
    });
    interrupted.catch(() => undefined);
    this.#running.set(cell, running);
    this.#publish();
    // An interrupt of what ran before is over.
    Atomics.store(this.#state, shared.ending, 0);
    const tick = () => {
      if (running.cancelled) throw new KeyboardInterrupt();
      this.tick();
    };
    try {
      return await Promise.race([action(tick), interrupted]);
    } catch (error) {
      // A native function that is broken off throws null.
      const asked = running.asked || Atomics.load(this.#state, shared.ending) === cell;
      throw error === null && asked ? new KeyboardInterrupt() : error;
    } finally {
      this.#running.delete(cell);
      this.#publish();
      for (let turn = 0; this.#stray && turn < 100; turn++)
        await new Promise((resolve) => setTimeout(resolve, 5));
      this.#stray = false;
    }
  }

  /** Tells the other thread which cell runs: the first of them. */
  #publish(): void {
    const [first = 0] = this.#running.keys();
    Atomics.store(this.#state, shared.running, first);
  }

  /** Whether a cell runs. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /** Ends a cell that waits for what will not come. */
  fail(cell: number, reason: Error): void {
    this.#running.get(cell)?.reject(reason);
  }

  /** Does work of the kernel's own between the cells: the watch over what interrupted cells left behind leaves it alone. */
  ours(work: () => void): void {
    Atomics.compareExchange(this.#state, shared.running, 0, ownWork);
    try {
      work();
    } finally {
      Atomics.compareExchange(this.#state, shared.running, ownWork, 0);
    }
  }

  /** For any code, whichever cell it came from: what blocks the thread is the loop that calls it. */
  readonly tick = (): void => {
    if (Atomics.load(this.#state, shared.ending) !== 0) throw new KeyboardInterrupt();
  };

  /**
   * Calls `action` of a cell, whose synchronous part SIGINT breaks off.
   *
   * @param timeout Milliseconds after which it is broken off anyway.
   * @throws {KeyboardInterrupt} @throws {TimeLimit}
   */
  breakable<T>(cell: number, action: () => T, timeout?: number): T {
    Object.defineProperty(globalThis, entry, { value: action, configurable: true, enumerable: false });
    Atomics.store(this.#state, shared.breakable, cell);
    let broken = false;
    try {
      return script.runInThisContext({ breakOnSigint: true, ...(timeout !== undefined && { timeout }) }) as T;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      broken = code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
      if (broken) this.#ends?.brokenOff(cell);
      if (broken) throw new KeyboardInterrupt();
      if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
        throw new TimeLimit(`took longer than ${timeout! / 1000} s`);
      throw error;
    } finally {
      const signalled = Atomics.exchange(this.#state, shared.breakable, 0) < 0;
      if (signalled && !broken) this.#stray = true;
    }
  }

  /** Listeners to SIGINT, our own apart, are promises to end; without one of our own the process would die of it. */
  #countCooperative(): void {
    const ours = (signal?: string) => {
      // What is told to listeners by us has no arguments; only the signal itself will not come any more.
      if (signal !== undefined) this.#stray = false;
    };
    process.on("SIGINT", ours);
    const count = (by: number) => (event: string | symbol, listener: unknown) => {
      if (event === "SIGINT" && listener !== ours) Atomics.add(this.#state, shared.cooperative, by);
    };
    process.on("newListener", count(1));
    process.on("removeListener", count(-1));
  }

  #interrupt(cell: number): void {
    Atomics.add(this.#state, shared.noted, 1);
    // The event loop turns, so what still runs can be stopped in order.
    Atomics.store(this.#state, shared.ending, 0);
    // What a cell has left running, such as the training that a slider started, listens too.
    if (cell === 0 && this.#running.size === 0) process.emit("SIGINT");
    const asked = this.#running.get(cell);
    if (asked === undefined) {
      if (cell > 0) this.#early.add(cell);
      return;
    }
    asked.asked = true;
    const meant = [...this.#running];
    const cooperative = Atomics.load(this.#state, shared.cooperative) > 0;
    const cancel = () => {
      this.#watcher?.postMessage("cancelled");
      for (const [number, running] of meant) {
        // One that listens may have ended as it was asked to. Any other that has just ended had not heard of the stop.
        const now = cooperative ? running : this.#running.get(number);
        if (now === undefined) this.#early.add(number);
        else cancelRunning(now);
      }
    };
    process.emit("SIGINT");
    if (cooperative) setTimeout(cancel, grace).unref();
    // Where the thread was stopped from outside, the notice of that comes next.
    else setImmediate(cancel);
  }
}

function cancelRunning(running: Running): void {
  running.cancelled = true;
  const interrupt = new KeyboardInterrupt();
  if (running.stack !== undefined)
    interrupt.stack = `KeyboardInterrupt: ${interrupt.message}\n${running.stack}`;
  running.reject(interrupt);
}
