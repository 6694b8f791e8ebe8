import type { SweepResult } from "../sweep/sweep-result.js";
import type { RunRecord } from "../training/training-run.js";
import { groupBy } from "../runtime/collections.js";
import { nameText, valueText } from "./words.js";

/** What a learning curve needs from a run, whether finished or still training. */
export type CurveRun = Pick<RunRecord, "history" | "ending" | "keptEpoch">;

/** Runs that are drawn as one line: one run, or the same hyperparameters with several seeds. */
export interface RunGroup {
  readonly label: string;
  readonly runs: readonly CurveRun[];
  /** 0 for the newest attempt, 1 for the one before, …: older ones are fainter. */
  readonly age: number;
}

/** The input of a chart of runs: a run, several, several by name, a sweep, or remembered attempts. */
export type RunsInput =
  | RunRecord
  | readonly RunRecord[]
  | Readonly<Record<string, RunRecord | readonly RunRecord[]>>
  | SweepResult
  | readonly RunGroup[];

/** Turns any input into groups: named ones keep their names, others are labelled by how they differ. */
export function runGroups(input: RunsInput): RunGroup[] {
  if (isRun(input)) return [{ label: "run", runs: [input], age: 0 }];
  if (isSweep(input)) return labelledByDifference(input.runs.map((entry) => entry.run));
  if (Array.isArray(input)) {
    const list = input as readonly (RunRecord | RunGroup)[];
    return list.every(isRun) ? labelledByDifference(list) : (list as RunGroup[]).slice();
  }
  const named = Object.entries(input as Readonly<Record<string, RunRecord | readonly RunRecord[]>>);
  return named.map(([label, runs]) => ({ label, runs: isRun(runs) ? [runs] : runs, age: 0 }));
}

/** Groups runs that differ only in their seed, each labelled by the hyperparameters that tell it apart. */
export function labelledByDifference(runs: readonly RunRecord[]): RunGroup[] {
  const names = differingNames(runs);
  const label = (run: RunRecord): string => {
    const parts = names.map((name) => `${nameText(name)} ${valueText(setting(run, name))}`);
    return parts.length > 0 ? parts.join(", ") : "run";
  };
  return [...groupBy(runs, label)].map(([name, members]) => ({ label: name, runs: members, age: 0 }));
}

/** Names of the settings (hyperparameters, and the data set) that are not the same in all runs. */
export function differingNames(runs: readonly RunRecord[]): string[] {
  const first = runs[0];
  if (!first) return [];
  const names = ["dataset", ...new Set(runs.flatMap((run) => Object.keys(run.hyperparameters)))];
  const text = (run: RunRecord, name: string): string => JSON.stringify([setting(run, name)]);
  return names.filter((name) => runs.some((run) => text(run, name) !== text(first, name)));
}

function setting(run: RunRecord, name: string): unknown {
  if (name === "dataset") return run.dataset.name;
  return (run.hyperparameters as unknown as Record<string, unknown>)[name];
}

/** Whether a value is the record of one run. */
export function isRun(value: unknown): value is RunRecord {
  return typeof value === "object" && value !== null && "history" in value && "hyperparameters" in value;
}

/** Whether a value is the result of a sweep. */
export function isSweep(value: unknown): value is SweepResult {
  return (
    typeof value === "object" && value !== null && "names" in value && "planned" in value && "runs" in value
  );
}
