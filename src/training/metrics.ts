/**
 * The class with the largest output for each example; the first of them if several are equal.
 *
 * @param outputs logits or probabilities, examples × classes, flat
 * @example
 * predictedClasses([0.1, 0.9, 0.8, 0.2], 2); // Int32Array [1, 0]
 */
export function predictedClasses(outputs: ArrayLike<number>, classes: number): Int32Array {
  return Int32Array.from({ length: outputs.length / classes }, (_, example) => {
    let best = 0;
    for (let index = 1; index < classes; index++)
      if (outputs[example * classes + index]! > outputs[example * classes + best]!) best = index;
    return best;
  });
}

/**
 * Share of examples whose class was predicted correctly. NaN if there are none.
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

/**
 * How often each class was predicted as each: rows are true classes, columns predicted ones.
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
        `Cannot count a confusion matrix: example ${index} has class ${actual[index]!} and was predicted as ` +
          `${predicted[index]!}; both must be whole numbers from 0 to ${classes - 1}.`,
      );
    row[predicted[index]!]! += 1;
  }
  return matrix;
}

/** Throws if the lists differ in length. */
export function sameLength(predicted: ArrayLike<number>, actual: ArrayLike<number>): void {
  if (predicted.length !== actual.length)
    throw new RangeError(
      `Cannot compare predictions with targets: there are ${predicted.length} and ${actual.length}; the numbers must be equal.`,
    );
}

/** How well a classifier does on its classes. */
export interface PrecisionRecall {
  /** The share of the examples predicted as the class that belong to it. */
  readonly precision: number;
  /** The share of the class's examples that were found. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
}

/**
 * Precision, recall and F1 from a confusion matrix.
 *
 * With two classes they are those of class 1, the positive one. With more they are macro averages: the plain mean over
 * classes, so that a rare class counts as much as a frequent one. A quotient 0/0 counts as 0, as in scikit-learn.
 *
 * @param confusion rows are true classes, columns predicted ones
 * @example
 * precisionRecall([[3, 1], [2, 4]]); // { precision: 0.8, recall: 0.667, f1: 0.727 }
 */
export function precisionRecall(confusion: readonly (readonly number[])[]): PrecisionRecall {
  const perClass = confusion.map((_, index) => ofClass(confusion, index));
  const counted = perClass.length === 2 ? perClass.slice(1) : perClass;
  const mean = (figure: keyof PrecisionRecall): number =>
    counted.reduce((sum, each) => sum + each[figure], 0) / counted.length;
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

/** Precision, recall and F1 of one class. */
export function ofClass(confusion: readonly (readonly number[])[], index: number): PrecisionRecall {
  const hits = confusion[index]![index]!;
  const ofIt = confusion[index]!.reduce((sum, count) => sum + count, 0);
  const takenForIt = confusion.reduce((sum, row) => sum + row[index]!, 0);
  return {
    precision: quotient(hits, takenForIt),
    recall: quotient(hits, ofIt),
    f1: quotient(2 * hits, ofIt + takenForIt),
  };
}

function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

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
 * Coefficient of determination R²: 1 is perfect, 0 is as good as always predicting the mean, below 0 is worse.
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
