import { minimize, type Evaluation } from "../../runtime/minimize.js";
import { mean } from "../../runtime/numbers.js";
import type { Dataset, Split } from "../../data/dataset.js";
import {
  choleskyFactor,
  inverseOf,
  multiplyTransposed,
  type Triangular,
} from "../../tuning/samplers/gp/triangular.js";
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

/** Examples of a table with more inputs than examples, at most, so that the products of all pairs stay cheap. */
const mostPairs = 2000;

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
  const factor = width > train.count && train.count <= mostPairs ? pairFactor(train, width) : undefined;
  if (!factor) return { ...problem, width, weights: descended(train, problem, penalty) };
  const narrow = { ...train, inputs: rowsOf(factor) };
  const weights = inInputs(descended(narrow, problem, penalty), factor, train);
  return { ...problem, width, weights };
}

function descended(train: Split, problem: Problem, penalty: number): number[] {
  const width = train.inputs.length / train.count;
  const start = new Float64Array(scoreCount(problem) * (width + 1));
  const free = Array.from(start, () => ({ lower: -Infinity, upper: Infinity }));
  const products = 4 * train.inputs.length * scoreCount(problem);
  const passes = Math.max(20, Math.min(mostPasses, Math.floor(mostProducts / products)));
  const loss = (weights: Float64Array): Evaluation => penalisedLoss(weights, train, problem, penalty);
  const { point } = minimize(loss, start, free, passes);
  return Array.from(point);
}

/** A share of the mean product by which those of the examples with themselves are raised, so that equal examples do no harm. */
const jitter = 1e-9;

/**
 * L of X Xᵀ = L Lᵀ. With more inputs than examples the best weights are a sum of examples, w = Xᵀ L⁻ᵀ v. So X w = L v and
 * |w| = |v|: the model of the n columns of L is that of the inputs, and much sooner found.
 */
function pairFactor({ inputs, count }: Split, width: number): Triangular | undefined {
  const rows = Array.from({ length: count }, (_, row) => inputs.subarray(row * width, (row + 1) * width));
  const products = rows.map(() => new Float64Array(count));
  for (const [i, one] of rows.entries())
    for (let j = 0; j <= i; j++) {
      const other = rows[j]!;
      let sum = 0;
      for (let at = 0; at < width; at++) sum += one[at]! * other[at]!;
      products[i]![j] = products[j]![i] = sum;
    }
  const raise = jitter * mean(products.map((row, place) => row[place]!));
  products.forEach((row, place) => (row[place]! += raise));
  return choleskyFactor(products);
}

/** A triangular matrix in full, row after row. */
function rowsOf({ size, values }: Triangular): Float32Array {
  const rows = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    rows.set(values.subarray((row * (row + 1)) / 2, ((row + 1) * (row + 2)) / 2), row * size);
  return rows;
}

/** w = Xᵀ L⁻ᵀ v for every score; the constants stay. */
function inInputs(narrow: readonly number[], factor: Triangular, { inputs, count }: Split): number[] {
  const width = inputs.length / count;
  const inverse = inverseOf(factor);
  return Array.from({ length: narrow.length / (count + 1) }, (_, score) => {
    const own = narrow.slice(score * (count + 1), (score + 1) * (count + 1));
    const shares = multiplyTransposed(inverse, Float64Array.from(own.slice(0, count)));
    const weights = new Float64Array(width);
    shares.forEach((share, row) => {
      for (let at = 0; at < width; at++) weights[at]! += share * inputs[row * width + at]!;
    });
    return [...weights, own[count]!];
  }).flat();
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
