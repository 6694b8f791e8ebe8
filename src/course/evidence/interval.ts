import { binomialCdf, tQuantile } from "../../runtime/special-functions.js";

/** A mean with the range its true value lies in, at the given confidence. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean and sample variance s² = Σ(x − mean)² / (n − 1). */
function moments(values: readonly number[]): { mean: number; variance: number; count: number } {
  if (values.length < 2 || !values.every(Number.isFinite)) {
    throw new RangeError(
      `Cannot form an interval from [${values.join(", ")}]: it takes two or more finite numbers.`,
    );
  }
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { mean, count, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) };
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
  const { mean, variance, count } = moments(values);
  const reach = tQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - reach, high: mean + reach };
}

/**
 * Welch's interval of a difference of two means, mean(a) − mean(b), for groups that cannot be paired.
 *
 * With u = s²/n of each group: difference ± t(1 − α/2, ν) · √(u_a + u_b), ν = (u_a + u_b)² / (u_a²/(n_a − 1) + u_b²/(n_b − 1)).
 *
 * @throws {RangeError} if a group has fewer than two values or one is not finite
 * @example
 * differenceInterval([3, 4, 5], [1, 2, 3]).mean; // 2
 * @see Welch, "The generalization of 'Student's' problem when several different population variances are involved", 1947
 */
export function differenceInterval(a: readonly number[], b: readonly number[], confidence = 0.95): Interval {
  const [ofA, ofB] = [moments(a), moments(b)];
  const [shareA, shareB] = [ofA.variance / ofA.count, ofB.variance / ofB.count];
  const mean = ofA.mean - ofB.mean;
  const total = shareA + shareB;
  if (total === 0) return { mean, low: mean, high: mean };
  // By their shares of the sum, since the squares of small variances are 0.
  const freedom = 1 / ((shareA / total) ** 2 / (ofA.count - 1) + (shareB / total) ** 2 / (ofB.count - 1));
  const reach = tQuantile((1 + confidence) / 2, freedom) * Math.sqrt(total);
  return { mean, low: mean - reach, high: mean + reach };
}

/**
 * The exact (Clopper–Pearson) interval of a share: every share p under which neither as many successes or more, nor as few or
 * fewer, would be rarer than α/2.
 *
 * @param successes a whole number from 0 to `count`
 * @param count how many were tried, at least 1
 * @throws {RangeError} if the counts are invalid
 * @example
 * shareInterval(9, 10); // { mean: 0.9, low: 0.555, high: 0.997 }, rounded
 * @see Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", 1934
 */
export function shareInterval(successes: number, count: number, confidence = 0.95): Interval {
  const whole = Number.isInteger(successes) && Number.isInteger(count);
  if (!whole || count < 1 || successes < 0 || successes > count)
    throw new RangeError(
      `Cannot form the interval of ${successes} out of ${count}: both must be whole numbers, 0 to the second, which is at least 1.`,
    );
  const tail = (1 - confidence) / 2;
  const low = successes === 0 ? 0 : crossing((p) => 1 - binomialCdf(successes - 1, count, p) >= tail);
  const high = successes === count ? 1 : crossing((p) => binomialCdf(successes, count, p) <= tail);
  return { mean: successes / count, low, high };
}

/** The share above which a condition holds that is false at 0 and true at 1. */
function crossing(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
