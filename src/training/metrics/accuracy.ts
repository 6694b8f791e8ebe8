import { sameLength } from "./confusion-counts.js";

/**
 * Share of examples whose class was predicted right. NaN if there are none.
 *
 * @throws {RangeError} if the lengths differ
 * @example
 * accuracy([0, 1, 1, 0], [0, 1, 0, 0]); // 0.75
 */
export function accuracy(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  sameLength(predicted, actual);
  let right = 0;
  for (let index = 0; index < actual.length; index++) if (predicted[index] === actual[index]) right++;
  return right / actual.length;
}
