import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keepTimedOutputs } from "./keep-timed.mjs";
import { notebooksFolder, readNotebook } from "./notebook.mjs";
import { notebookText } from "./normalise.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** Saves an executed notebook over the committed one. @param {Context} context @param {import("./execute.mjs").Execution} execution */
export function saveExecution(context, { name, notebook }) {
  const file = join(notebooksFolder(context), `${name}.ipynb`);
  writeFileSync(file, notebookText(keepTimedOutputs(notebook, readNotebook(context, name))));
}

/** Measured seconds by chapter: `{ "01-learning-rate": 12 }`. @param {Context} context */
export const timesFile = ({ root }) => join(root, "docs", "chapter-times.json");

/** @param {Context} context @returns {Record<string, number>} */
export const measuredTimes = (context) =>
  existsSync(timesFile(context)) ? JSON.parse(readFileSync(timesFile(context), "utf8")) : {};

/** A measurement within this of the recorded one is the same: running again on the same machine changes no file. */
const sameWithin = { seconds: 3, factor: 1.35 };

/** @param {Context} context @param {readonly import("./execute.mjs").Execution[]} executions */
export function recordTimes(context, executions) {
  const times = measuredTimes(context);
  for (const { name, seconds } of executions) {
    const recorded = times[name] ?? Number.NaN;
    const close = Math.abs(seconds - recorded) <= sameWithin.seconds;
    const similar = Math.max(seconds, recorded) / Math.min(seconds, recorded) <= sameWithin.factor;
    if (!close && !similar) times[name] = Math.round(seconds);
  }
  const sorted = Object.fromEntries(Object.entries(times).sort(([a], [b]) => (a < b ? -1 : 1)));
  mkdirSync(dirname(timesFile(context)), { recursive: true });
  writeFileSync(timesFile(context), `${JSON.stringify(sorted, null, 2)}\n`);
}
