import process from "node:process";
import { Buffer } from "node:buffer";
import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { descriptors, encodeFrame, type FromCells } from "../link/frames.js";

/** Everything that leaves the cell process, in order, and which cell it comes from. */
export class Output {
  /** The cell that the running code belongs to, also when it runs long after the cell has ended. */
  readonly context = new AsyncLocalStorage<number>();
  #latest = 0;
  #lastLine = { cell: 0, isQuestion: false };
  #questioned: () => void = () => undefined;

  get cell(): number {
    return this.context.getStore() ?? this.#latest;
  }

  /** Runs `action` as the cell: what it prints, now or later, is the cell's. */
  as<T>(cell: number, action: () => T): T {
    this.#latest = cell;
    return this.context.run(cell, action);
  }

  send(frame: FromCells): void {
    writeAll(encodeFrame(frame));
  }

  /** Adds text to the stream of the running cell. */
  print(name: "stdout" | "stderr", text: string): void {
    if (text === "") return;
    const { cell } = this;
    this.send({ type: "stream", cell, name, text });
    if (name !== "stdout") return;
    // A line that is rewritten shows progress.
    this.#lastLine = { cell, isQuestion: !text.endsWith("\n") && !text.includes("\r") };
    if (this.#lastLine.isQuestion) this.#questioned();
  }

  /** Whether what the running cell has printed last may be a question that was not taken yet: its line goes on. */
  takeQuestion(): boolean {
    if (this.#lastLine.cell !== this.cell) return false;
    const { isQuestion } = this.#lastLine;
    this.#lastLine.isQuestion = false;
    return isQuestion;
  }

  /** @param listener Called whenever such a line was printed. */
  onQuestion(listener: () => void): void {
    this.#questioned = listener;
  }

  /** Takes over Node's stdout and stderr, and with them the console. */
  capture(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new StringDecoder("utf8");
      process[name].write = (
        chunk: string | Uint8Array,
        encoding?: BufferEncoding | ((error?: Error | null) => void),
        done?: (error?: Error | null) => void,
      ): boolean => {
        this.print(name, typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
        (typeof encoding === "function" ? encoding : done)?.();
        return true;
      };
    }
  }
}

/** Writes and waits: a cell that prints faster than anyone reads is held back here, also inside a loop. */
function writeAll(bytes: Buffer): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(descriptors.output, bytes, from);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
