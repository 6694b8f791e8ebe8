import type { Progress } from "./progress.js";

/** What is counted. */
const units = { train: "epoch", sweep: "run", study: "trial" } as const;

/** Work shorter than this (in seconds) ends before anyone wonders. */
const patience = 2;

/** Seconds as people say them: `0.4 s`, `12 s`, `3 min 20 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** How far something is, in one line. */
export function progressText(progress: Progress): string {
  const { kind, done, total, seconds, secondsLeft, note, finished } = progress;
  const unit = units[kind];
  const count = done === total ? counted(total, unit) : `${done} of ${counted(total, unit)}`;
  if (finished) return `${count} in ${secondsText(seconds)}`;
  const left = secondsLeft === undefined ? "" : `, about ${secondsText(secondsLeft)} left`;
  return `${count}, ${secondsText(seconds)}${left}${note === undefined ? "" : `; ${note}`}`;
}

/** Whether the work takes, or will take, long enough to be shown. The first estimate, which includes building the graph, is believed after a second. */
export function isLong({ seconds, secondsLeft }: Progress): boolean {
  return seconds >= patience || (seconds >= patience / 2 && seconds + (secondsLeft ?? 0) >= 2 * patience);
}

/** `counted(1, "run")` → `"1 run"`, `counted(3, "run")` → `"3 runs"`, `counted(3, "search")` → `"3 searches"`. */
export function counted(count: number, noun: string): string {
  const ending = /(s|x|sh|[^o]ch)$/.test(noun) ? "es" : "s"; // epochs, but searches
  return `${count} ${noun}${count === 1 ? "" : ending}`;
}
