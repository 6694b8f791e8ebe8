import { tf } from "../../tensorflow/tensorflow.js";
import { perRun } from "./broadcast.js";
import type { Layer } from "./layer.js";

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
