/**
 * How often each class was taken for each: rows are true classes, columns predicted ones.
 *
 * @throws {RangeError} if the lengths differ, or a label is not one of the classes
 * @example
 * confusionCounts([0, 1, 1], [0, 1, 0], 2); // [[1, 1], [0, 1]]: predicted first, then true
 */
export function confusionCounts(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
): number[][] {
  sameLength(predicted, actual);
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let index = 0; index < actual.length; index++) {
    const row = matrix[actual[index]!];
    if (row?.[predicted[index]!] === undefined)
      throw new RangeError(
        `Cannot count a confusion matrix: example ${index} has class ${actual[index]!} and was taken for ` +
          `${predicted[index]!}; both must be whole numbers from 0 to ${classes - 1}.`,
      );
    row[predicted[index]!]! += 1;
  }
  return matrix;
}

/** Refuses to compare lists of different lengths. */
export function sameLength(predicted: ArrayLike<number>, actual: ArrayLike<number>): void {
  if (predicted.length !== actual.length)
    throw new RangeError(
      `Cannot compare predictions with targets: there are ${predicted.length} and ${actual.length}, they must be as many.`,
    );
}
