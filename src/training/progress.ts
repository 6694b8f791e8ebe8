import { channel } from "node:diagnostics_channel";
import type { EpochRecord } from "./training-run.js";

/** How far a training, a sweep or a study has come. */
export interface Progress {
  /** The same for all messages of one `train` or `sweep` call. */
  readonly id: string;
  readonly kind: "train" | "sweep" | "study";
  readonly title: string;
  /** Epochs (train), runs (sweep) or trials (study) finished, and how many there will be. */
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
  /** Seconds left, once there is something to estimate from. */
  readonly secondsLeft?: number;
  readonly history?: readonly EpochRecord[];
  readonly finished: boolean;
}

/**
 * Where `train` and `sweep` announce how far they are. The library publishes here and knows nobody; the notebook
 * listens and draws, a script of yours may listen and print.
 *
 * @example
 * progressChannel.subscribe((message) => console.log((message as Progress).done));
 */
export const progressChannel = channel("tunebook:progress");
