import type { Progress } from "./progress.js";
import { isLong, progressText } from "./progress-text.js";

/** Milliseconds between two drawings of the line. */
const pause = 250;
/** Returns to the beginning of the line and erases it. */
const erase = "\r\u001B[2K";

/** The pieces of work under way, oldest first: what was begun inside of another comes after it. */
const followed = new Set<() => Progress>();
let drawing: NodeJS.Timeout | undefined;
let isDrawn = false;

/**
 * Shows a line of progress on stderr for a program in a terminal, while the work lasts and once it takes more than two
 * seconds. Of work inside other work (the trainings of a study) only the outermost is shown.
 *
 * @param progress how far the work is at this moment
 * @returns to be called at the end; undefined where stderr is no terminal that can erase a line
 */
export function followInTerminal(progress: () => Progress): (() => void) | undefined {
  if (!process.stderr.isTTY || process.env["TERM"] === "dumb") return undefined;
  followed.add(progress);
  // By the clock, so that the seconds go on counting while a single epoch lasts.
  drawing ??= setInterval(draw, pause).unref();
  return () => {
    followed.delete(progress);
    if (followed.size > 0) return;
    clearInterval(drawing);
    drawing = undefined;
    clearProgressLine();
  };
}

/** Removes the line, if there is one. */
export function clearProgressLine(): void {
  if (isDrawn) process.stderr.write(erase);
  isDrawn = false;
}

function draw(): void {
  const [outermost] = followed;
  const progress = outermost?.();
  if (progress === undefined || !isLong(progress)) return;
  const text = `${progress.title}: ${progressText(progress)}`;
  process.stderr.write(erase + text.slice(0, (process.stderr.columns || 80) - 1));
  isDrawn = true;
}
