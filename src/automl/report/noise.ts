import type { Split } from "../../data/dataset.js";
import { stream } from "../../random/stream.js";
import { normal95 as z } from "../../runtime/numbers.js";
import { predictionLoss, type Problem } from "../learners/link.js";

/** The loss of every example: −log p(class), or the mean squared error of its numbers. */
export function exampleLosses(
  outputs: Float32Array,
  targets: Split["targets"],
  problem: Problem,
): Float64Array {
  const width = problem.outputs;
  const own = problem.task === "classification" ? 1 : width;
  return Float64Array.from({ length: targets.length / own }, (_, example) =>
    predictionLoss(
      outputs.subarray(example * width, (example + 1) * width),
      targets.subarray(example * own, (example + 1) * own),
      problem,
    ),
  );
}

/** How much lower one predictor's mean loss is than another's on the same examples, with its 95 % interval. */
export interface Gain {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * d̄ ± 1.96 · s / √n, where the d are differences of losses example by example.
 *
 * @param losses of the one, as long as `others`
 */
export function pairedGain(losses: Float64Array, others: Float64Array): Gain {
  const gaps = losses.map((loss, at) => others[at]! - loss);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / Math.max(1, gaps.length - 1);
  const reach = z * Math.sqrt(variance / gaps.length);
  return { mean, low: mean - reach, high: mean + reach };
}

const resamples = 1000;

/** With more examples the mean is normal, and sampling would only take longer. */
const manyExamples = 5000;

/**
 * The 95 % interval of a root mean square: the middle of 1,000 samples of the examples, drawn with replacement, or with many
 * examples that of the mean square, x̄ ± 1.96 · s / √n.
 *
 * @param squares squared errors, one per example
 * @see Efron, "Bootstrap methods: another look at the jackknife", 1979
 */
export function rootMeanSquareInterval(squares: Float64Array, seed: number): [number, number] {
  if (squares.length > manyExamples) {
    const { low, high } = pairedGain(new Float64Array(squares.length), squares);
    return [Math.sqrt(Math.max(0, low)), Math.sqrt(high)];
  }
  const random = stream(seed, "bootstrap");
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < squares.length; draw++) sum += squares[random.integer(0, squares.length - 1)]!;
    return Math.sqrt(sum / squares.length);
  }).sort();
  return [means[Math.floor(0.025 * resamples)]!, means[Math.ceil(0.975 * resamples) - 1]!];
}
