/**
 * The middle value, or the mean of the two in the middle.
 *
 * @param values at least one, none NaN; NaN is returned if there is none
 * @example
 * median([3, 1, 10, 4]); // 3.5
 */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  // Two infinite ones have no sum to halve.
  return upper === lower ? upper : (lower + upper) / 2;
}

/** Standard deviations on either side that hold 95 % of a normal distribution. */
export const normal95 = 1.959964;

/**
 * The mean of some values: their sum by their number.
 *
 * @param values NaN is returned if there is none, or one is NaN
 * @example
 * mean([1, 2, 6]); // 3
 */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sum of the products of two lists of the same length, place by place. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += a[place]! * b[place]!;
  return sum;
}
