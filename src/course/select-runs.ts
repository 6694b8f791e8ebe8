import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { SweepResult } from "../sweep/sweep-result.js";
import type { RunRecord } from "../training/training-run.js";

/**
 * The runs of a sweep that have the given values, one per seed: one side of a comparison.
 *
 * @throws {RangeError} if no run has them; the message lists the available values
 * @example
 * isBetter(runsWhere(result, { learningRate: 0.01 }), runsWhere(result, { learningRate: 0.0001 }));
 */
export function runsWhere(result: SweepResult, values: Readonly<Partial<Hyperparameters>>): RunRecord[] {
  const wanted = Object.entries(values);
  const found = result.runs.filter((entry) => {
    const had = entry.run.hyperparameters as unknown as Readonly<Record<string, unknown>>;
    return wanted.every(([name, value]) => JSON.stringify(had[name]) === JSON.stringify(value));
  });
  if (found.length > 0) return found.map((entry) => entry.run);
  const varied = [...new Set(result.runs.map((entry) => JSON.stringify(entry.values)))].join(", ");
  throw new RangeError(
    `Cannot select runs with ${JSON.stringify(values)}: the sweep has none. It varied ${varied || "nothing yet"}.`,
  );
}

/**
 * The runs of a sweep over one hyperparameter, value by value in the sweep's order: the arms of a trend.
 *
 * @example
 * isTrend(runsByValue(result), { direction: "falls" });
 */
export function runsByValue(result: SweepResult): RunRecord[][] {
  const groups = new Map<string, RunRecord[]>();
  for (const { values, run } of result.runs) {
    const key = JSON.stringify(values);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}
