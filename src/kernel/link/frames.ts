import { Buffer } from "node:buffer";
import type { Json } from "../protocol/message.js";
import type { DebugEvent, DebugRequest, DebugResponse } from "../debugger/protocol.js";
import type { Emitted } from "./emitted.js";

/** A MIME bundle: MIME type → data. */
export type Bundle = Record<string, unknown>;

/** One cell to run. `cell` is unique in the session, `count` is the number the reader sees. */
export interface Execute {
  readonly type: "execute";
  readonly cell: number;
  /** As the reader wrote it. */
  readonly source: string;
  readonly emitted: Emitted;
  /** The values it declares. */
  readonly names: readonly string[];
  readonly count: number;
  /** Whether its result is to be remembered. */
  readonly stored: boolean;
  readonly allowStdin: boolean;
}

/** An expression of a front end, whose value is the reply. */
export interface Evaluate {
  readonly type: "evaluate";
  /** The cell with whose reply it is wanted, which has ended. */
  readonly cell: number;
  readonly source: string;
  readonly emitted: Emitted;
}

/** Packages that the next cell imports, to load while it is being checked. */
export interface Load {
  readonly type: "load";
  readonly packages: readonly string[];
}

/** A comm message of the front end. */
export interface CommIn {
  readonly type: "comm";
  readonly cell: number;
  readonly kind: "comm_open" | "comm_msg" | "comm_close";
  readonly content: Json;
  readonly buffers: readonly string[];
}

/** What the reader typed after an input request. */
export interface InputReply {
  readonly type: "inputReply";
  readonly value: string;
}

/** From the supervisor to the process that runs the cells. */
export type ToCells = Execute | Evaluate | Load | CommIn;

/** From the supervisor to the thread that watches over that process. */
export type ToWatcher =
  /** `cell` is what shall end, which may be on its way to the process still; without one, what earlier cells have left. */
  | { readonly type: "interrupt"; readonly cell?: number }
  | InputReply
  | { readonly type: "debug"; readonly id: number; readonly request: DebugRequest };

/** From that thread to the supervisor. */
export type FromWatcher =
  | { readonly type: "debugReply"; readonly id: number; readonly response: DebugResponse }
  | { readonly type: "debugEvent"; readonly event: DebugEvent };

/** From the process that runs the cells to the supervisor; `cell` says which request caused it. */
export type FromCells =
  | { readonly type: "ready" }
  | {
      readonly type: "stream";
      readonly cell: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly type: "display";
      readonly cell: number;
      readonly data: Bundle;
      readonly metadata: Json;
      readonly displayId?: string;
      readonly update: boolean;
      /** The place that was kept for it. */
      readonly place?: number;
    }
  /** Something will be shown here. */
  | { readonly type: "place"; readonly cell: number; readonly place: number }
  /** Nothing will be, after all. */
  | { readonly type: "left"; readonly cell: number; readonly place: number }
  | { readonly type: "clear"; readonly cell: number; readonly wait: boolean }
  | { readonly type: "input"; readonly cell: number; readonly prompt: string; readonly password: boolean }
  | {
      readonly type: "comm";
      readonly cell: number;
      readonly kind: "comm_open" | "comm_msg" | "comm_close";
      readonly content: Json;
      readonly metadata: Json;
      readonly buffers: readonly string[];
    }
  | {
      readonly type: "reply";
      readonly cell: number;
      readonly content: Json;
      /** How the value of the cell's last expression is shown. */
      readonly result?: Bundle;
      /** Of a cell that failed half-way, the names that got a value. */
      readonly exists?: readonly string[];
    };

/** The file descriptors of the cell process beyond stdin, stdout and stderr. */
export const descriptors = { output: 3, input: 4, watcher: 5 } as const;

/** A frame as one line: JSON escapes line breaks, so a line break ends it. */
export function encodeFrame(frame: ToCells | ToWatcher | FromCells | FromWatcher): Buffer {
  return Buffer.from(JSON.stringify(frame) + "\n");
}

/** Cuts a stream of bytes into frames, holding back an unfinished line. */
export class FrameReader<Frame> {
  #rest: Buffer[] = [];

  read(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      frames.push(JSON.parse(this.#line(chunk.subarray(from, end))) as Frame);
      from = end + 1;
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
    return frames;
  }

  /** What was held back with the end of its line; nearly always a line comes whole. */
  #line(end: Buffer): string {
    if (this.#rest.length === 0) return end.toString("utf8");
    const line = Buffer.concat([...this.#rest, end]);
    this.#rest = [];
    return line.toString("utf8");
  }
}
