/** How the classes of a classifier fare. */
export interface PrecisionRecall {
  /** Of those taken for the class, the share that is of it. */
  readonly precision: number;
  /** Of those of the class, the share that was found. */
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
