import { metricTexts, type MetricName } from "../charts/metrics.js";
import { best, sweepPoints } from "../charts/sweep-points.js";
import { pointText } from "../charts/sweep-summary.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { SweepResult } from "../sweep/sweep-result.js";

/** The best values of a sweep with their spread over seeds, never a best-of-n alone. */
export interface BestValue {
  readonly values: Readonly<Partial<Hyperparameters>>;
  /** The values in words: `learning rate 0.01`. */
  readonly text: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

/**
 * The values with the best median over seeds, among those for which no run diverged (if there are any).
 *
 * @param metric compared at the epoch whose weights each run kept; `"valLoss"` by default
 * @throws {RangeError} if every run diverged or there is none
 * @example
 * const winner = bestValue(result); winner.text; // "learning rate 0.1"
 */
export function bestValue(result: SweepResult, metric: MetricName = "valLoss"): BestValue {
  const point = best(sweepPoints(result, metric), metric);
  if (!point) {
    throw new RangeError(
      `Cannot name the best ${metricTexts[metric].title}: none of ${result.runs.length} runs has one (all diverged).`,
    );
  }
  const { median, low, high, count } = point.spread;
  return { values: point.values, text: pointText(point), median, low, high, seeds: count };
}
