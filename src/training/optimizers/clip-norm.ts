import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";

/** Norm of each run's whole gradient, [K]: root of the sum of squares over all arrays, each [K, …]. */
export function gradientNorm(gradients: readonly Tensor[]): Tensor {
  return tf.sqrt(tf.addN(gradients.map((gradient) => sumPerRun(tf.square(gradient)))));
}

/**
 * Scales each run's whole gradient down to norm `limit` if it is longer; its direction stays.
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
