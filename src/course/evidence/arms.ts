import { keptMetric, metricTexts, type MetricName } from "../../charts/metrics.js";
import type { SweepRun } from "../../sweep/sweep-result.js";
import type { RunRecord } from "../../training/training-run.js";
import type { Measure } from "./wording.js";

/** One side of a comparison: runs (paired by their seeds), or numbers already measured, in the order of what was repeated. */
export type Arm = readonly (RunRecord | SweepRun)[] | readonly number[];

/** What is compared, what was repeated, and which way is better. */
export interface ArmOptions {
  /** The metric of runs, at the epoch whose weights they kept; `"valLoss"` by default. */
  readonly metric?: MetricName;
  /** For numbers: what they are, for example `"loss on the judging half"`. */
  readonly quantity?: string;
  /** For numbers: their unit, for example `"s"`; a pure number by default. */
  readonly unit?: string;
  /** For numbers: which way is better; `"lower"` by default. */
  readonly better?: "lower" | "higher";
  /** What was repeated: `"seed"` for runs; for numbers state it: `"split"`, `"table"`, `"data draw"`, `"image"` … */
  readonly replicated?: string;
}

/** The names of {@link ArmOptions}. */
export const armOptionNames = ["metric", "quantity", "unit", "better", "replicated"];

/** The arms of a comparison as numbers, a row for each repetition; a diverged run counts as the worst. */
export interface Sides {
  readonly rows: readonly (readonly number[])[];
  readonly measure: Measure;
}

const isNumbers = (arm: Arm): arm is readonly number[] => arm.every((item) => typeof item === "number");
const recordOf = (item: RunRecord | SweepRun): RunRecord => ("run" in item ? item.run : item);

/** What is compared, in words and numbers. */
export function measureOf(arm: Arm, options: ArmOptions): Measure {
  if (isNumbers(arm)) {
    const { quantity, unit = "", better = "lower", replicated } = options;
    return { quantity: quantity ?? "value", unit, factor: 1, better, replicated: replicated ?? "repetition" };
  }
  const { title, better } = metricTexts[options.metric ?? "valLoss"];
  const isShare = title.endsWith("accuracy");
  const scale = isShare ? { unit: "points", factor: 100 } : { unit: options.unit ?? "", factor: 1 };
  const { quantity = title, replicated = "seed" } = options;
  return { quantity, ...scale, better: options.better ?? better, replicated };
}

/** The values of one arm, in its own order. */
export function valuesOf(arm: Arm, options: ArmOptions): number[] {
  const worst = measureOf(arm, options).better === "lower" ? Infinity : -Infinity;
  const values = arm.map((item) =>
    typeof item === "number" ? item : keptMetric(recordOf(item), options.metric ?? "valLoss"),
  );
  return values.map((value) => (Number.isNaN(value) ? worst : value));
}

/**
 * Arms side by side, repetition by repetition: runs by their seeds, numbers by their order.
 *
 * @throws {RangeError} if arms were repeated differently, or a run is compared with itself
 */
export function pairedSides(arms: readonly Arm[], options: ArmOptions): Sides {
  const keyed = arms.map((arm) => valuesByKey(arm, options));
  const [first] = keyed;
  for (const other of keyed) sameKeys(first!, other, measureOf(arms[0]!, options).replicated);
  arms.forEach((arm, index) => {
    for (const other of arms.slice(0, index)) refuseItself(arm, other);
  });
  const rows = [...first!.keys()].map((key) => keyed.map((side) => side.get(key)!));
  return { rows, measure: measureOf(arms[0]!, options) };
}

/** Seed (or place) → value. */
function valuesByKey(arm: Arm, options: ArmOptions): Map<number, number> {
  const values = valuesOf(arm, options);
  const keys = arm.map((item, place) => (typeof item === "number" ? place : item.seed));
  const byKey = new Map(keys.map((key, place) => [key, values[place]!]));
  if (byKey.size === keys.length) return byKey;
  throw new RangeError(
    `Cannot pair runs by seed: ${keys.length} runs share ${byKey.size} seeds. ` +
      "Pass one run per seed for each side: the same hyperparameters, different seeds.",
  );
}

function sameKeys(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, unit: string): void {
  const only = (these: ReadonlyMap<number, number>, those: ReadonlyMap<number, number>): number[] =>
    [...these.keys()].filter((key) => !those.has(key));
  if (only(a, b).length === 0 && only(b, a).length === 0) return;
  throw new RangeError(
    `Cannot compare ${a.size} with ${b.size} values pair by pair: each ${unit} must be on both sides ` +
      `(keys ${[...a.keys()].join(", ")} against ${[...b.keys()].join(", ")}). ` +
      `Train both sides with the same seeds, or say design: "independent" where nothing pairs them.`,
  );
}

/** @throws {RangeError} if two arms are the same, or have a run in common */
export function refuseItself(a: Arm, b: Arm): void {
  const shared = a.some((item) => typeof item !== "number" && b.some((other) => isSameRun(item, other)));
  if (!shared && (a !== b || a.length === 0)) return;
  throw new RangeError(
    `Cannot compare ${shared ? "a run" : `a list of ${a.length} values`} with itself: the two sides must be measured apart. ` +
      "Check which runs were selected for each side.",
  );
}

/** Whether two runs are the same training: the losses of their steps tell it from a repeated one. */
function isSameRun(item: RunRecord | SweepRun, other: number | RunRecord | SweepRun): boolean {
  if (typeof other === "number") return false;
  const [a, b] = [recordOf(item), recordOf(other)];
  if (a === b) return true;
  if (a.seed !== b.seed || a.dataset.checksum !== b.dataset.checksum) return false;
  const numbers = (run: RunRecord): string =>
    JSON.stringify([run.hyperparameters, run.parameterCount, run.keptEpoch, run.stepLosses]);
  return numbers(a) === numbers(b);
}
