import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";
import { firstRuns, perRun } from "../models/layers/layer.js";
import { absolute } from "./losses.js";

/**
 * L1 penalty of each run, [K]: λ₁·Σ|w| over the kernels. It pulls every weight towards 0 with the same force, so many end
 * up at or near 0.
 *
 * @param kernels each [K, …]; biases are not penalised
 * @param rate λ₁ of each run, [K]
 * @see Tibshirani, "Regression shrinkage and selection via the lasso", 1996
 */
export function l1Penalty(kernels: readonly Tensor[], rate: Tensor): Tensor {
  return tf.mul(rate, totalPerRun(kernels, absolute));
}

/**
 * L2 penalty of each run, [K]: λ₂·Σw² over the kernels. It pulls in proportion to the weight, so none becomes exactly 0.
 *
 * @param kernels each [K, …]; biases are not penalised
 * @param rate λ₂ of each run, [K]
 * @see Krogh and Hertz, "A simple weight decay can improve generalization", 1992
 */
export function l2Penalty(kernels: readonly Tensor[], rate: Tensor): Tensor {
  return tf.mul(rate, totalPerRun(kernels, square));
}

/** Norm of each run's whole gradient, [K]: root of the sum of squares over all arrays, each [K, …]. */
export function gradientNorm(gradients: readonly Tensor[]): Tensor {
  return tf.sqrt(totalPerRun(gradients, square));
}

/**
 * Scales each run's whole gradient down to norm `limit` if it is longer; its direction does not change.
 *
 * g ← g·limit / max(‖g‖, limit)
 *
 * @param limit largest norm of each run, [K], above 0
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013
 */
export function clipNorm(gradients: readonly Tensor[], limit: Tensor): Tensor[] {
  const factor = tf.div(limit, tf.maximum(gradientNorm(gradients), limit));
  return gradients.map((gradient) => {
    const [runs] = gradient.shape as [number];
    return tf.mul(gradient, perRun(firstRuns(factor, runs), gradient.rank));
  });
}

/** [K, …] to [K]. */
export function sumPerRun(values: Tensor): Tensor {
  return tf.sum(values, values.shape.map((_, axis) => axis).slice(1));
}

/** Σ size(w) over several arrays, [K]. One that only the first runs have, as in a mixed fleet, counts 0 for the others. */
function totalPerRun(arrays: readonly Tensor[], size: (values: Tensor) => Tensor): Tensor {
  const sums = arrays.map((array) => sumPerRun(size(array)));
  const runs = Math.max(...sums.map((sum) => sum.size));
  return tf.addN(sums.map((sum) => (sum.size === runs ? sum : tf.pad(sum, [[0, runs - sum.size]]))));
}

const square = (values: Tensor): Tensor => tf.square(values);
