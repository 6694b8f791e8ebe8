import type { Dataset, Split } from "../../data/dataset.js";

/** What a learner needs to know of a data set besides its examples. */
export type Problem = Pick<Dataset, "task" | "outputs">;

/**
 * How many scores per example a learner adds up: one for two classes (the log odds of the second), one per class for more, one
 * per number of a regression.
 */
export const scoreCount = ({ task, outputs }: Problem): number =>
  task === "classification" && outputs === 2 ? 1 : outputs;

/**
 * Turns scores into predictions in place: probabilities by the logistic function or softmax; numbers stay as they are.
 *
 * @param scores examples × scores, flat
 */
export function linkInPlace(scores: Float64Array, { task, outputs }: Problem): void {
  if (task === "regression") return;
  if (outputs === 2) {
    for (let at = 0; at < scores.length; at++) scores[at] = 1 / (1 + Math.exp(-scores[at]!));
    return;
  }
  for (let first = 0; first < scores.length; first += outputs) {
    let largest = -Infinity;
    for (let at = first; at < first + outputs; at++) largest = Math.max(largest, scores[at]!);
    let sum = 0;
    for (let at = first; at < first + outputs; at++) sum += scores[at] = Math.exp(scores[at]! - largest);
    for (let at = first; at < first + outputs; at++) scores[at]! /= sum;
  }
}

/** What a network would return for these scores: a probability per class, or numbers; examples × outputs. */
export function outputsOf(scores: Float64Array, problem: Problem): Float32Array {
  linkInPlace(scores, problem);
  if (problem.task === "regression" || problem.outputs !== 2) return Float32Array.from(scores);
  const both = new Float32Array(2 * scores.length);
  for (let at = 0; at < scores.length; at++) {
    both[2 * at] = 1 - scores[at]!;
    both[2 * at + 1] = scores[at]!;
  }
  return both;
}

/** The target of one score of one example: 1 or 0 for a class, the number of a regression. */
export function targetOf(
  targets: Split["targets"],
  example: number,
  score: number,
  problem: Problem,
): number {
  if (problem.task === "regression") return targets[example * problem.outputs + score]!;
  return targets[example] === (problem.outputs === 2 ? 1 : score) ? 1 : 0;
}

/** The smallest probability in a loss, so that one certain error is not infinite. */
const leastProbability = 1e-7;

/**
 * The loss that is compared in a search: the mean of −log p(class), or the mean squared error.
 *
 * @param outputs examples × outputs, as `outputsOf` gives them
 */
export function predictionLoss(
  outputs: ArrayLike<number>,
  targets: Split["targets"],
  { task, outputs: width }: Problem,
): number {
  let sum = 0;
  for (let at = 0; at < targets.length; at++)
    sum +=
      task === "classification"
        ? -Math.log(Math.max(leastProbability, outputs[at * width + targets[at]!]!))
        : (outputs[at]! - targets[at]!) ** 2;
  return sum / targets.length;
}
