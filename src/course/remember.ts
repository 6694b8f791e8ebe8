import { createHash } from "node:crypto";
import { labelledByDifference, type RunGroup } from "../charts/run-groups.js";
import { recordOf } from "../training/records/run-record.js";
import type { RunRecord } from "../training/training-run.js";
import { currentChapter, noteEvent } from "./progress/journal.js";

/** A remembered attempt: its label in a chart, and the records of its runs. */
export interface RememberedAttempt extends RunGroup {
  readonly runs: readonly RunRecord[];
}

/** How many attempts a chart keeps; the oldest is dropped first. */
const kept = 8;

/** Attempts by name, oldest first, for the life of the process: a notebook's kernel. */
const memory = new Map<string, (readonly RunRecord[])[]>();

/**
 * Remembers a run (or the same run with several seeds) under a name, and returns all attempts so far for a chart: the
 * newest strong, older ones fainter, each labelled by the hyperparameters that tell it apart from the others.
 *
 * A cell that is run again with another value therefore draws old and new together. The same hyperparameters again
 * replace the earlier attempt. At most 8 are kept.
 *
 * @param name the chart they belong to, for example `"learning-rate"`
 * @returns the attempts, oldest first, with their records: what `learningCurves` takes
 * @throws {RangeError} if there is no run
 * @example
 * const mine = await train(digits, { ...presets.baseline, learningRate: 0.03 }, { seed: 1 });
 * await show(learningCurves(remember("learning-rate", mine)));
 */
export function remember(name: string, run: RunRecord | readonly RunRecord[]): readonly RememberedAttempt[] {
  const runs = ("history" in run ? [run] : run).map(recordOf); // the records alone: remembered runs must not keep their tensors
  if (runs.length === 0) throw new RangeError(`Cannot remember an attempt of ${name}: it has no run.`);
  const others = (memory.get(name) ?? []).filter((attempt) => identity(attempt) !== identity(runs));
  const attempts = [...others, runs].slice(-kept);
  memory.set(name, attempts);
  // The first one is the chapter's own.
  if (attempts.length > 1)
    noteEvent({ kind: "changed", chapter: currentChapter(), what: `${name} ${digest(runs)}` });
  return attemptGroups(attempts);
}

/**
 * Forgets the attempts of a chart, or of all charts, so that the next run starts a fresh chart.
 *
 * @example
 * forgetAttempts("learning-rate");
 */
export function forgetAttempts(name?: string): void {
  if (name === undefined) memory.clear();
  else memory.delete(name);
}

function attemptGroups(attempts: readonly (readonly RunRecord[])[]): RememberedAttempt[] {
  const labels = labelledByDifference(attempts.flat());
  return attempts.map((runs, index) => ({
    label: labels.find((group) => group.runs.includes(runs[0]!))?.label ?? "run",
    runs,
    age: attempts.length - 1 - index,
  }));
}

/** A short name for the values of an attempt. */
function digest(runs: readonly RunRecord[]): string {
  return createHash("sha256").update(identity(runs)).digest("hex").slice(0, 8);
}

function identity(runs: readonly RunRecord[]): string {
  return JSON.stringify(runs.map((run) => [run.dataset, run.hyperparameters, run.seed]));
}
