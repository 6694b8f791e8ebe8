import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import {
  descriptors,
  encodeFrame,
  FrameReader,
  type FromCells,
  type FromWatcher,
  type ToCells,
  type ToWatcher,
} from "../link/frames.js";
import { cellsChild } from "./children.js";

/** What a cell process tells its owner. */
export interface CellProcessEvents {
  /** Called one at a time: the next frame waits until the promise resolves. */
  frame(frame: FromCells): Promise<void>;
  /** What the thread beside the cells' one says. */
  watcher(frame: FromWatcher): void;
  /** Output that did not pass through Node's streams: native code and child processes. */
  raw(name: "stdout" | "stderr", text: string): Promise<void>;
  /** It is gone; `why` is a sentence for the reader. */
  exit(why: string): void;
}

/** Frames waiting longer than this many bytes stop the reading, and with it the cell that prints. */
const highWater = 256 * 1024;

/** The process that compiles and runs cells, seen from the supervisor. */
export class CellProcess {
  readonly #child: ChildProcess;
  readonly #events: CellProcessEvents;
  #waiting: { bytes: number; run: () => Promise<void> }[] = [];
  #bytes = 0;
  #draining: Promise<void> | undefined;
  #stderrTail = "";
  #closing = false;

  constructor(events: CellProcessEvents) {
    this.#events = events;
    this.#child = cellsChild();
    this.#readFrames(this.#pipe(descriptors.output) as unknown as Readable);
    const fromWatcher = new FrameReader<FromWatcher>();
    (this.#pipe(descriptors.watcher) as unknown as Readable).on("data", (chunk: Buffer) => {
      for (const frame of fromWatcher.read(chunk)) events.watcher(frame);
    });
    this.#readRaw("stdout");
    this.#readRaw("stderr");
    for (const fd of [descriptors.input, descriptors.watcher]) this.#pipe(fd).on("error", () => undefined);
    this.#child.once("error", (error) => {
      this.#ended(`could not be started: ${error.message}`);
    });
    this.#child.once("close", (code, signal) => {
      this.#ended(explainExit(code, signal, this.#stderrTail));
    });
  }

  send(frame: ToCells): void {
    this.#pipe(descriptors.input).write(encodeFrame(frame));
  }

  /** What arrives also while a cell blocks. */
  sendNow(frame: ToWatcher): void {
    this.#pipe(descriptors.watcher).write(encodeFrame(frame));
  }

  /** Ends the process without any of its events. */
  kill(): void {
    this.#closing = true;
    this.#child.kill("SIGKILL");
  }

  #pipe(fd: number): Writable {
    return this.#child.stdio[fd] as Writable;
  }

  #readFrames(pipe: Readable): void {
    const reader = new FrameReader<FromCells>();
    pipe.on("data", (chunk: Buffer) => {
      const frames = reader.read(chunk);
      for (const frame of frames)
        this.#enqueue(pipe, chunk.length / frames.length, () => this.#events.frame(frame));
    });
  }

  #readRaw(name: "stdout" | "stderr"): void {
    const pipe = this.#child[name]!;
    pipe.setEncoding("utf8");
    pipe.on("data", (text: string) => {
      if (name === "stderr") this.#stderrTail = (this.#stderrTail + text).slice(-4000);
      // The engine's dying words are for the log; the reader gets a sentence.
      if (/<--- Last few GCs|----- Native stack trace/.test(this.#stderrTail)) return;
      this.#enqueue(pipe, text.length, () => this.#events.raw(name, text));
    });
  }

  #enqueue(pipe: Readable, bytes: number, run: () => Promise<void>): void {
    if (this.#closing) return;
    this.#waiting.push({ bytes, run });
    this.#bytes += bytes;
    if (this.#bytes > highWater) pipe.pause();
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await next.run();
      this.#bytes -= next.bytes;
      if (this.#bytes < highWater / 2) this.#resume();
    }
    this.#draining = undefined;
  }

  #resume(): void {
    for (const pipe of [this.#child.stdout, this.#child.stderr, this.#child.stdio[descriptors.output]])
      if ((pipe as Readable).isPaused()) (pipe as Readable).resume();
  }

  #ended(why: string): void {
    if (this.#closing) return;
    void (this.#draining ?? Promise.resolve()).then(() => {
      if (this.#closing) return;
      this.#closing = true;
      this.#events.exit(why);
    });
  }
}

/** Why the cell process ended, in words for the reader. */
function explainExit(code: number | null, signal: NodeJS.Signals | null, stderr: string): string {
  if (/JavaScript heap out of memory|Allocation failed/.test(stderr))
    return "ran out of memory (JavaScript's heap was full); keep less data at a time, or raise the limit with NODE_OPTIONS=--max-old-space-size=MEGABYTES";
  if (signal === "SIGKILL")
    return "was killed (SIGKILL), most likely by the operating system because memory ran out";
  if (signal !== null) return `crashed in native code (${signal})${lastLine(stderr)}`;
  return `ended with exit code ${String(code)}${lastLine(stderr)}`;
}

function lastLine(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1);
  return line === undefined || line === "" ? "" : `; its last words: ${line.slice(0, 300)}`;
}
