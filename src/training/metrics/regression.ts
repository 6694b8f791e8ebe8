import { sameLength } from "./confusion-counts.js";

/**
 * Mean absolute error of predicted numbers.
 *
 * @throws {RangeError} if the lengths differ
 */
export function meanAbsoluteDifference(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  sameLength(predicted, actual);
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += Math.abs(predicted[index]! - actual[index]!);
  return sum / actual.length;
}

/**
 * Coefficient of determination R²: 1 is perfect, 0 is as good as always saying the mean, below 0 is worse.
 *
 * 1 − Σ(z − y)² / Σ(y − ȳ)², for each output and then averaged. Targets that are all the same give 1 if predicted
 * exactly and 0 otherwise, as in scikit-learn.
 *
 * @param outputs numbers per example in the flat arrays
 * @throws {RangeError} if the lengths differ
 */
export function rSquared(predicted: ArrayLike<number>, actual: ArrayLike<number>, outputs = 1): number {
  sameLength(predicted, actual);
  const each = Array.from({ length: outputs }, (_, output) => rSquaredOf(predicted, actual, output, outputs));
  return each.reduce((sum, value) => sum + value, 0) / outputs;
}

function rSquaredOf(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  first: number,
  stride: number,
): number {
  let total = 0;
  let count = 0;
  for (let index = first; index < actual.length; index += stride, count++) total += actual[index]!;
  const mean = total / count;
  let residual = 0;
  let spread = 0;
  for (let index = first; index < actual.length; index += stride) {
    residual += (predicted[index]! - actual[index]!) ** 2;
    spread += (actual[index]! - mean) ** 2;
  }
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}
