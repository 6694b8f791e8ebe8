import process from "node:process";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Host } from "./host.js";
import type { Output } from "./output.js";

/** How long code that reads gets to write its question, or to say that it has read enough, in milliseconds. */
const patience = 50;

/**
 * Node's `process.stdin`, so that `readline` and whatever else reads from it asks the reader, one line at a time. A stream
 * reads ahead; the reader is asked only where a question stands on the last line of stdout, or, of code that prints no
 * questions, where the cell still waits.
 *
 * @param failed Called where the front end takes no input: the cell that waits for it must end.
 */
export function replaceStdin(host: Host, output: Output, failed: (reason: Error) => void): void {
  let stdin: ReaderStream | undefined;
  output.onQuestion(() => stdin?.consider());
  Object.defineProperty(process, "stdin", {
    configurable: true,
    enumerable: true,
    get: () => (stdin = stdin?.destroyed === false ? stdin : new ReaderStream(host, output, failed)),
  });
}

class ReaderStream extends Readable {
  readonly fd = 0;
  readonly #host: Host;
  readonly #output: Output;
  readonly #failed: (reason: Error) => void;
  #isWanted = false;
  /** The cells for which it is soon decided whether to ask. */
  readonly #considering = new Set<number>();
  /** Whether the code that reads prints its questions. */
  #hasQuestions = false;

  constructor(host: Host, output: Output, failed: (reason: Error) => void) {
    super({ highWaterMark: 0 });
    [this.#host, this.#output, this.#failed] = [host, output, failed];
    this.on("resume", () => {
      this.consider();
    });
    this.on("pause", () => (this.#hasQuestions = false));
  }

  override _read(): void {
    this.#isWanted = true;
    this.consider();
  }

  /** Asks the reader in a moment, if it then looks as if a line is expected. */
  consider(): void {
    const { cell } = this.#output;
    if (!this.#isWanted || this.#considering.has(cell)) return;
    this.#considering.add(cell);
    this.#host.hold(
      pause(patience).then(() => {
        this.#considering.delete(cell);
        const isRead = !this.isPaused() || this.listenerCount("readable") > 0;
        const isQuestion = this.#output.takeQuestion();
        if (isQuestion) this.#hasQuestions = true;
        const isExpected = isQuestion || (!this.#hasQuestions && this.#host.isBusy());
        if (this.#isWanted && isRead && isExpected) return this.#ask();
        return undefined;
      }),
    );
  }

  async #ask(): Promise<void> {
    this.#isWanted = false;
    try {
      this.push(`${await this.#host.input()}\n`);
    } catch (error) {
      // Of a cell that was interrupted the stream stays, and the next cell may read on.
      this.#isWanted = !this.#host.isRunning();
      if (this.#isWanted) {
        this.pause();
        return;
      }
      this.push(null);
      this.#failed(error as Error);
    }
  }
}
