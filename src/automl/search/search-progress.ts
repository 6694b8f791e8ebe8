import { randomUUID } from "node:crypto";
import { progressChannel, type Progress } from "../../training/progress.js";
import type { AutoTuneOptions } from "../options.js";

/** Announces how far a search has come: trials done, and how many there may still be. */
export function searchProgress(
  title: string,
  { minutes, trials }: AutoTuneOptions,
): (done: number, finished?: boolean) => void {
  const id = randomUUID();
  const begun = performance.now();
  return (done, finished = false) => {
    const seconds = (performance.now() - begun) / 1000;
    const each = seconds / Math.max(1, done);
    const byTime = minutes === undefined ? Infinity : Math.max(0, 60 * minutes - seconds);
    const byTrials = trials === undefined ? Infinity : each * (trials - done);
    const left = Math.min(byTime, byTrials);
    const total = finished
      ? done
      : Math.min(trials ?? Infinity, done + Math.ceil(left / Math.max(each, 1e-3)));
    const secondsLeft = done > 0 && !finished ? { secondsLeft: left } : {};
    const message: Progress = { id, kind: "study", title, done, total, seconds, finished, ...secondsLeft };
    progressChannel.publish(message);
  };
}
