import { counted } from "../charts/words.js";
import { escapeXml } from "../charts/escape.js";
import type { Progress } from "../training/progress.js";

/** What is announced on the progress channel; studies, which know nothing of training, announce themselves there too. */
export type Announcement = Omit<Progress, "kind"> & { readonly kind: Progress["kind"] | "study" };

/** What is counted. */
const units = { train: "epoch", sweep: "run", study: "trial" } as const;

/** Seconds as people say them: `0.4 s`, `12 s`, `3 min 20 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** How far something is, in one line. */
export function progressText(progress: Announcement): string {
  const { kind, done, total, seconds, secondsLeft, finished } = progress;
  const unit = units[kind];
  const count = done === total ? counted(total, unit) : `${done} of ${counted(total, unit)}`;
  if (finished) return `${count} in ${secondsText(seconds)}`;
  const left = secondsLeft === undefined ? "" : `, about ${secondsText(secondsLeft)} left`;
  return `${count}, ${secondsText(seconds)}${left}`;
}

/** The same with a bar. */
export function progressHtml(progress: Announcement): string {
  const { done, total, title } = progress;
  const text = escapeXml(progressText(progress));
  return (
    `<div><strong>${escapeXml(title)}</strong> ` +
    `<progress max="${total}" value="${done}" aria-label="${text}"></progress> ${text}</div>`
  );
}
