import { accuracy, confusionCounts, precisionRecall, sameLength, type PrecisionRecall } from "./metrics.js";

/** How well yes-or-no answers do that say yes from a threshold on. */
export interface ThresholdFigures extends PrecisionRecall {
  /** The share of all examples that are answered correctly. */
  readonly accuracy: number;
}

/** The examples whose predicted probabilities lie in one bin. */
export interface ReliabilityBin {
  /** The mean of the predicted probabilities. */
  readonly predicted: number;
  /** The share of the examples that are of class 1. */
  readonly observed: number;
  /** How many examples the bin holds; at least one. */
  readonly count: number;
}

/**
 * Precision, recall, F1 and accuracy of the answers "class 1 if its probability is at least the threshold".
 *
 * @param probabilities of class 1, from 0 to 1, one per example
 * @param targets 0 or 1, one per example
 * @param threshold any number; above 1 the answer is never class 1
 * @returns shares from 0 to 1; a quotient 0/0 counts as 0, as in scikit-learn
 * @throws {RangeError} if there is no example, the lengths differ, or a probability or target is not one
 * @example
 * atThreshold([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.5); // precision 1, recall 0.5, accuracy 0.75
 */
export function atThreshold(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  threshold: number,
): ThresholdFigures {
  check("judge answers at a threshold", probabilities, targets);
  if (Number.isNaN(threshold))
    throw new RangeError("Cannot judge answers at a threshold: it is NaN, it must be a number, such as 0.5.");
  const answers = Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
  return {
    ...precisionRecall(confusionCounts(answers, targets, 2)),
    accuracy: accuracy(answers, targets),
  };
}

/**
 * The highest threshold at which at least a share of the examples of class 1 is found.
 *
 * @param probabilities of class 1, from 0 to 1, one per example
 * @param targets 0 or 1, one per example; at least one of them 1
 * @param recall the share to be found, above 0 and at most 1
 * @returns one of the probabilities: that of the last example of class 1 which has to be found
 * @throws {RangeError} if the recall is out of range, no example is of class 1, the lengths differ, or a probability or
 * target is not one
 * @example
 * thresholdForRecall([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 1); // 0.35
 */
export function thresholdForRecall(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  recall: number,
): number {
  const attempt = "choose a threshold for a recall";
  check(attempt, probabilities, targets);
  if (!(recall > 0 && recall <= 1))
    throw new RangeError(
      `Cannot ${attempt}: the recall is ${recall}, it must be above 0 and at most 1; write 0.8 for 80 %.`,
    );
  const found = Array.from(probabilities).filter((_, example) => targets[example] === 1);
  if (found.length === 0)
    throw new RangeError(
      `Cannot ${attempt}: none of the ${targets.length} examples is of class 1; add some.`,
    );
  found.sort((a, b) => b - a);
  // The small number makes up for products such as 0.07 · 100 = 7.000000000000001.
  return found[Math.ceil(recall * found.length - 1e-9) - 1] ?? found[0]!;
}

/** The answers "class 1" from one threshold on: a point of the ROC curve and of the precision–recall curve. */
export interface ThresholdPoint {
  /** Class 1 is answered from this probability on; Infinity at the first point, which answers it nowhere. */
  readonly threshold: number;
  /** The share of the examples of class 1 that are found. */
  readonly recall: number;
  /** The share of the examples of class 0 that are taken for class 1. */
  readonly falseAlarms: number;
  /** The share of the examples taken for class 1 that are of it; 1 at the first point, as in scikit-learn. */
  readonly precision: number;
}

/**
 * The figures at every threshold that changes an answer, from "class 1 nowhere" to "class 1 everywhere".
 *
 * Recall against false alarms is the ROC curve, precision against recall the precision–recall curve. Examples with equal
 * probabilities make one point.
 *
 * @param probabilities of class 1, from 0 to 1, one per example
 * @param targets 0 or 1, one per example; at least one of each
 * @throws {RangeError} if a class has no example, the lengths differ, or a probability or target is not one
 * @example
 * thresholdCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).map(({ recall }) => recall); // [0, 0.5, 0.5, 1, 1]
 * @see Fawcett, "An introduction to ROC analysis", 2006, algorithm 1
 */
export function thresholdCurve(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
): ThresholdPoint[] {
  const attempt = "draw a curve over all thresholds";
  check(attempt, probabilities, targets);
  const all = Array.from(probabilities, (threshold, example) => ({ threshold, target: targets[example]! }));
  all.sort((a, b) => b.threshold - a.threshold);
  const positives = all.filter(({ target }) => target === 1).length;
  if (positives === 0 || positives === all.length)
    throw new RangeError(
      `Cannot ${attempt}: all ${all.length} examples are of class ${positives === 0 ? 0 : 1}; add some of the other.`,
    );
  const curve: ThresholdPoint[] = [{ threshold: Infinity, recall: 0, falseAlarms: 0, precision: 1 }];
  let [hits, alarms] = [0, 0];
  all.forEach(({ threshold, target }, place) => {
    if (target === 1) hits++;
    else alarms++;
    if (all[place + 1]?.threshold === threshold) return;
    const falseAlarms = alarms / (all.length - positives);
    curve.push({ threshold, recall: hits / positives, falseAlarms, precision: hits / (hits + alarms) });
  });
  return curve;
}

/**
 * The area under the ROC curve: how often an example of class 1 gets a higher probability than one of class 0, over all
 * pairs of the two; equal probabilities count half. ½ is guessing, 1 is perfect.
 *
 * @param probabilities of class 1, from 0 to 1, one per example
 * @param targets 0 or 1, one per example; at least one of each
 * @throws {RangeError} as {@link thresholdCurve}
 * @example
 * areaUnderRoc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // 0.75
 * @see Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", 1982
 */
export function areaUnderRoc(probabilities: ArrayLike<number>, targets: ArrayLike<number>): number {
  const curve = thresholdCurve(probabilities, targets);
  return curve.slice(1).reduce((area, { falseAlarms, recall }, index) => {
    const before = curve[index]!;
    return area + ((falseAlarms - before.falseAlarms) * (recall + before.recall)) / 2;
  }, 0);
}

/**
 * Whether predicted probabilities come true: in bins of equal width, the mean prediction and the share of class 1.
 *
 * Of a well calibrated model both are equal in every bin, but for chance. Drawn against each other they are the
 * reliability diagram; the mean difference, weighted by `count`, is the expected calibration error.
 *
 * @param probabilities of class 1, from 0 to 1, one per example
 * @param targets 0 or 1, one per example
 * @param bins how many, 1 or more; a probability on an edge belongs to the upper bin
 * @returns the bins that hold an example, from low to high
 * @throws {RangeError} if there is no example, the number of bins is not a whole number above 0, the lengths differ, or a
 * probability or target is not one
 * @see Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", 2005
 * @example
 * reliability([0.1, 0.3, 0.9], [0, 1, 1], 2); // [{ predicted: 0.2, observed: 0.5, count: 2 }, { predicted: 0.9, observed: 1, count: 1 }]
 */
export function reliability(
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  bins = 10,
): ReliabilityBin[] {
  check("compare probabilities with what happened", probabilities, targets);
  if (!Number.isInteger(bins) || bins < 1)
    throw new RangeError(
      `Cannot put probabilities into bins: their number is ${bins}, it must be a whole number, 1 or more.`,
    );
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (let example = 0; example < targets.length; example++) {
    const probability = probabilities[example]!;
    const sum = sums[Math.min(bins - 1, Math.floor(bins * probability))]!;
    sum.predicted += probability;
    sum.observed += targets[example]!;
    sum.count += 1;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({
      predicted: predicted / count,
      observed: observed / count,
      count,
    }));
}

function check(attempt: string, probabilities: ArrayLike<number>, targets: ArrayLike<number>): void {
  sameLength(probabilities, targets);
  if (targets.length === 0)
    throw new RangeError(`Cannot ${attempt}: there is no example; hand in at least one.`);
  for (let example = 0; example < targets.length; example++) {
    const [probability, target] = [probabilities[example]!, targets[example]!];
    if (!(probability >= 0 && probability <= 1))
      throw new RangeError(
        `Cannot ${attempt}: the probability of example ${example} is ${probability}, it must lie from 0 to 1.`,
      );
    if (target !== 0 && target !== 1)
      throw new RangeError(
        `Cannot ${attempt}: the target of example ${example} is ${target}, it must be 0 or 1; make classes of your own 0 and 1 first.`,
      );
  }
}
