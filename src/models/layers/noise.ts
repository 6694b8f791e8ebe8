import { tf } from "../../tensorflow/tensorflow.js";
import { type Layer, perRun } from "./layer.js";
import type { Tensor } from "@tensorflow/tfjs";

/**
 * Inverted dropout: while training every unit is switched off with probability p and the others grow by 1/(1 − p), so
 * that the mean stays what it was and nothing needs to change afterwards.
 *
 * @param index number of the layer, which gives it noise of its own
 * @see Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014
 */
export function dropout(index: number, inputShape: readonly number[]): Layer {
  return {
    weights: [],
    outputShape: inputShape,
    summary: "dropout",
    apply: (x, { context }) => {
      if (!context.training) return x;
      const rate = perRun(context.dropout, x.rank);
      const kept = tf.cast(tf.greaterEqual(context.noise(index, inputShape), rate), "float32");
      return tf.mul(x, tf.div(kept, tf.sub(1, rate)));
    },
  };
}

/**
 * Normal noise added to the inputs while training; for a linear model and small noise it acts like an L2 penalty.
 *
 * @see Bishop, "Training with noise is equivalent to Tikhonov regularization", 1995
 */
export function inputNoise(inputShape: readonly number[]): Layer {
  return {
    weights: [],
    outputShape: inputShape,
    summary: "input noise",
    apply: (x, { context }) => {
      if (!context.training) return x;
      const normal = normalFromUniform(context.noise(0, [2, ...inputShape]));
      return tf.add(x, tf.mul(perRun(context.inputNoise, x.rank), normal));
    },
  };
}

/** Box and Muller's transform of two uniform numbers into one normal one: [K, B, 2, …] to [K, B, …]. */
export function normalFromUniform(uniform: Tensor): Tensor {
  const [radius, angle] = tf.unstack(uniform, 2) as [Tensor, Tensor];
  // 1 − u keeps the logarithm's argument above 0.
  const length = tf.sqrt(tf.mul(-2, tf.log(tf.sub(1, radius))));
  return tf.mul(length, tf.cos(tf.mul(2 * Math.PI, angle)));
}
