import { minimize, type Evaluation } from "../../runtime/minimize.js";
import type { Dataset, Split } from "../../data/dataset.js";
import { linkInPlace, outputsOf, scoreCount, targetOf, type Problem } from "./link.js";

/** A fitted linear or logistic regression; plain data. */
export interface LinearModel extends Problem {
  readonly width: number;
  /** For each score its weights, then its constant. */
  readonly weights: readonly number[];
}

/** Passes over the examples, at most; fewer where one pass is long. */
const mostPasses = 300;
const mostProducts = 2e10;

/**
 * Fits linear regression, or logistic regression for classes, with a penalty on the squares of the weights.
 *
 * mean loss + λ / 2n · Σ w², where the loss is ½ (s − y)² or −log p(class); constants are not penalised. It is
 * scikit-learn's `Ridge(alpha=λ)` and `LogisticRegression(C=1/λ)`.
 *
 * @param train examples whose inputs have comparable scales
 * @param penalty λ ≥ 0
 * @see Hoerl and Kennard, "Ridge regression", 1970
 */
export function fitLinear(
  { task, outputs, train }: Pick<Dataset, "task" | "outputs" | "train">,
  penalty: number,
): LinearModel {
  const problem = { task, outputs };
  const width = train.inputs.length / train.count;
  const start = new Float64Array(scoreCount(problem) * (width + 1));
  const free = Array.from(start, () => ({ lower: -Infinity, upper: Infinity }));
  const products = 4 * train.inputs.length * scoreCount(problem);
  const passes = Math.max(20, Math.min(mostPasses, Math.floor(mostProducts / products)));
  const loss = (weights: Float64Array): Evaluation => penalisedLoss(weights, train, problem, penalty);
  const { point } = minimize(loss, start, free, passes);
  return { ...problem, width, weights: Array.from(point) };
}

function penalisedLoss(weights: Float64Array, train: Split, problem: Problem, penalty: number): Evaluation {
  const { inputs, targets, count } = train;
  const width = inputs.length / count;
  const scores = scoreCount(problem);
  const predicted = scoresOf(weights, inputs, width, scores);
  const gradient = new Float64Array(weights.length);
  linkInPlace(predicted, problem);
  let value = 0;
  for (let example = 0; example < count; example++)
    for (let score = 0; score < scores; score++) {
      const [p, y] = [predicted[example * scores + score]!, targetOf(targets, example, score, problem)];
      value += exampleLoss(p, y, problem);
      const first = score * (width + 1);
      const error = (p - y) / count;
      for (let at = 0; at < width; at++) gradient[first + at]! += error * inputs[example * width + at]!;
      gradient[first + width]! += error;
    }
  value /= count;
  for (let at = 0; at < weights.length; at++) {
    if (at % (width + 1) === width) continue;
    value += (penalty / (2 * count)) * weights[at]! ** 2;
    gradient[at]! += (penalty / count) * weights[at]!;
  }
  return { value, gradient };
}

/** The part of the loss that belongs to one score; with several classes only the true one's counts. */
function exampleLoss(p: number, y: number, { task, outputs }: Problem): number {
  if (task === "regression") return (p - y) ** 2 / 2;
  const own = y === 1 ? p : outputs === 2 ? 1 - p : 1;
  return -Math.log(Math.max(Number.MIN_VALUE, own));
}

function scoresOf(
  weights: ArrayLike<number>,
  inputs: Float32Array,
  width: number,
  scores: number,
): Float64Array {
  const count = inputs.length / width;
  const sums = new Float64Array(count * scores);
  for (let example = 0; example < count; example++)
    for (let score = 0; score < scores; score++) {
      const first = score * (width + 1);
      let sum = weights[first + width]!;
      for (let at = 0; at < width; at++) sum += weights[first + at]! * inputs[example * width + at]!;
      sums[example * scores + score] = sum;
    }
  return sums;
}

/** Predictions of a linear model, examples × outputs. */
export function predictLinear(model: LinearModel, inputs: Float32Array): Float32Array {
  return outputsOf(scoresOf(model.weights, inputs, model.width, scoreCount(model)), model);
}
