import { htmlOfWords } from "../../charts/escape.js";
import { nearestName } from "../../runtime/nearest-name.js";
import { currentHost } from "../host.js";
import { isSolution } from "../map/chapters.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";
import { currentChapter, noteEvent } from "../progress/journal.js";
import "./all-exercises.js";
import { firstUnmet, knownExercises, type Exercise } from "./exercise.js";

/** The result of an attempt. */
export interface Attempt extends Displayable {
  readonly exercise: string;
  readonly outcome: "right" | "not yet" | "not filled in";
  /** What is missing, or the answer explained. */
  readonly words: string;
}

/**
 * Judges your own answer to an exercise: *right*, with the answer in words, or *not yet*, and what is missing (not the solution).
 *
 * Fill in the cell above it and run both. Nothing is lost by trying: only the first right answer and the open ones are remembered
 * (`myCourse`). The chapter's own solution, run as it stands, does not count as yours.
 *
 * @param id chapter and number, for example `"06.1"`
 * @param answer what the exercise asks you to hand in: numbers, words, runs, a sweep
 * @throws {RangeError} if there is no such exercise
 * @example
 * const answer = [3, 6, 7];
 * await show(attempt("06.1", answer));
 */
export function attempt(id: string, answer?: unknown): Attempt {
  const exercise = knownExercises().get(id);
  if (exercise === undefined) throw new RangeError(unknownExercise(id));
  if (answer === undefined)
    return card(exercise, "not filled in", `Fill in the cell with ${exercise.takes}, and run it.`);
  const missing = firstUnmet(exercise, answer);
  const chapter = currentChapter();
  const isOwn = !isSolution(currentHost().source?.() ?? "", chapter);
  if (isOwn) noteEvent({ kind: "attempted", chapter, exercise: id, right: missing === undefined });
  return missing === undefined
    ? card(exercise, "right", exercise.answer)
    : card(exercise, "not yet", missing.hint);
}

function unknownExercise(id: string): string {
  const ids = [...knownExercises().keys()];
  const nearest = ids.length > 0 ? ` Did you mean ${nearestName(id, ids)}?` : "";
  return `Cannot judge exercise ${JSON.stringify(id)}: there is none with that id.${nearest}`;
}

const looks = {
  right: { icon: "✔", title: "Right", color: "#149a70" },
  "not yet": { icon: "◌", title: "Not yet", color: "#a5821a" },
  "not filled in": { icon: "✎", title: "Your turn", color: "#2b7bd6" },
} as const;

function card({ id }: Exercise, outcome: Attempt["outcome"], words: string): Attempt {
  const { icon, title, color } = looks[outcome];
  const html =
    `<div role="status" aria-label="Exercise ${id}: ${title}" style="border-left:4px solid ${color};padding:.4em .9em;margin:.4em 0">` +
    `<strong><span aria-hidden="true" style="color:${color}">${icon}</span> ${id} · ${title}.</strong> ${htmlOfWords(words)}</div>`;
  return { exercise: id, outcome, words, ...htmlDisplay(html, `${icon} ${id} · ${title}. ${words}`) };
}
