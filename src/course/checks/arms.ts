import { keptMetric, metricTexts, type MetricName } from "../../charts/metrics.js";
import type { SweepRun } from "../../sweep/sweep-result.js";
import type { RunRecord } from "../../training/training-run.js";

/** One side of a comparison: runs (paired by their seeds), or numbers already measured, in the order of the seeds. */
export type Arm = readonly (RunRecord | SweepRun)[] | readonly number[];

/** What is compared, and which way is better. */
export interface ArmOptions {
  /** The metric of runs, at the epoch whose weights they kept; `"valLoss"` unless told otherwise. */
  readonly metric?: MetricName;
  /** For numbers: which way is better; `"lower"` unless told otherwise. */
  readonly better?: "lower" | "higher";
}

/** Seed → value. NaN stands for a run that diverged. */
export function valuesBySeed(arm: Arm, options: ArmOptions): Map<number, number> {
  const metric = options.metric ?? "valLoss";
  const pairs = arm.map((item, index): [number, number] =>
    typeof item === "number"
      ? [index, item]
      : [item.seed, keptMetric("run" in item ? item.run : item, metric)],
  );
  const values = new Map(pairs);
  if (values.size < pairs.length) {
    throw new RangeError(
      `Cannot pair runs by seed: ${pairs.length} runs share ${values.size} seeds. ` +
        "Pass one run per seed for each side: the same hyperparameters, different seeds.",
    );
  }
  return values;
}

/** The seeds that every side has, with their values side by side. */
export function pairedValues(arms: readonly Arm[], options: ArmOptions): number[][] {
  const sides = arms.map((arm) => valuesBySeed(arm, options));
  const seeds = [...(sides[0]?.keys() ?? [])].filter((seed) => sides.every((side) => side.has(seed)));
  return seeds.map((seed) => sides.map((side) => side.get(seed)!));
}

/** Which way is better for these options. */
export function betterDirection(options: ArmOptions): "lower" | "higher" {
  return options.better ?? metricTexts[options.metric ?? "valLoss"].better;
}

/** What is compared, in words. */
export function measureText(options: ArmOptions, arm: Arm): string {
  return typeof arm[0] === "number" ? "value" : metricTexts[options.metric ?? "valLoss"].title;
}
