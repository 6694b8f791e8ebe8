import quantile from "@stdlib/stats-base-dists-t-quantile";

/** A mean with the range its true value lies in, at the given confidence. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Student's t interval of a mean.
 *
 * mean ± t(1 − α/2, n − 1) · s / √n, with s² = Σ(x − mean)² / (n − 1) and α = 1 − confidence.
 *
 * @param values at least two finite numbers
 * @param confidence between 0 and 1, both excluded
 * @throws {RangeError} if there are fewer than two values or one is not finite
 * @example
 * meanInterval([0.1, 0.12, 0.11]); // { mean: 0.11, low: 0.085, high: 0.135 }, rounded
 * @see Student, "The probable error of a mean", 1908
 */
export function meanInterval(values: readonly number[], confidence = 0.95): Interval {
  if (values.length < 2 || !values.every(Number.isFinite)) {
    throw new RangeError(
      `Cannot form an interval from [${values.join(", ")}]: it takes two or more finite numbers.`,
    );
  }
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const reach = quantile((1 + confidence) / 2, count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - reach, high: mean + reach };
}
