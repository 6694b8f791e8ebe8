import { randomUUID } from "node:crypto";
import { progressChannel, type Progress } from "../training/progress.js";

/** How far a sweep is. */
export interface SweepProgress {
  /** Runs finished. */
  readonly done: number;
  /** Part of the training that is done, unfinished runs included, 0 to 1. */
  readonly part: number;
}

/** At most this often, in seconds: a reader's eye and the notebook's socket need no more. */
const pause = 0.1;

/**
 * Publishes a sweep's progress on the channel, with the time left.
 *
 * @param title what a reader sees beside the bar
 * @param total how many runs there will be
 * @returns to be called with how far the sweep is; `finished` closes the display and is never left out
 */
export function announcer(
  title: string,
  total: number,
): (progress: SweepProgress, finished?: boolean) => void {
  const id = randomUUID();
  const start = performance.now();
  let last = -Infinity;
  return ({ done, part }, finished = false) => {
    const seconds = (performance.now() - start) / 1000;
    if (!finished && seconds - last < pause) return;
    last = seconds;
    const secondsLeft = part > 0 && !finished ? { secondsLeft: (seconds * (1 - part)) / part } : {};
    const message: Progress = { id, kind: "sweep", title, done, total, seconds, finished, ...secondsLeft };
    progressChannel.publish(message);
  };
}
