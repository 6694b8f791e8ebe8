import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";
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
  return tf.mul(rate, tf.addN(kernels.map((kernel) => sumPerRun(absolute(kernel)))));
}

/**
 * L2 penalty of each run, [K]: λ₂·Σw² over the kernels. It pulls in proportion to the weight, so none becomes exactly 0.
 *
 * @param kernels each [K, …]; biases are not penalised
 * @param rate λ₂ of each run, [K]
 * @see Krogh and Hertz, "A simple weight decay can improve generalization", 1992
 */
export function l2Penalty(kernels: readonly Tensor[], rate: Tensor): Tensor {
  return tf.mul(rate, tf.addN(kernels.map((kernel) => sumPerRun(tf.square(kernel)))));
}

/** Norm of each run's whole gradient, [K]: root of the sum of squares over all arrays, each [K, …]. */
export function gradientNorm(gradients: readonly Tensor[]): Tensor {
  return tf.sqrt(tf.addN(gradients.map((gradient) => sumPerRun(tf.square(gradient)))));
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
    const ones = new Array<number>(gradient.rank - 1).fill(1);
    return tf.mul(gradient, tf.reshape(factor, [factor.shape[0], ...ones]));
  });
}

/** [K, …] to [K]. */
export function sumPerRun(values: Tensor): Tensor {
  return tf.sum(values, values.shape.map((_, axis) => axis).slice(1));
}
