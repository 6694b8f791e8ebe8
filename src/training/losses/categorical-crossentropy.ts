import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensor } from "@tensorflow/tfjs-node";
import type { Loss } from "./loss.js";

/**
 * Categorical cross-entropy from logits z: the surprise at the true class, in nats.
 *
 * −Σ_c t_c·log softmax(z)_c with t = (1 − s)·y + s/C, where s is the label smoothing and C the number of classes.
 *
 * @see Szegedy et al., "Rethinking the Inception architecture", 2016, section 7 (label smoothing)
 */
export const categoricalCrossentropy: Loss = (outputs, targets, { labelSmoothing }) => {
  const classes = outputs.shape[outputs.rank - 1]!;
  const smoothing = perExample(labelSmoothing);
  const smooth = tf.add(tf.mul(tf.sub(1, smoothing), targets), tf.div(smoothing, classes));
  return tf.neg(tf.sum(tf.mul(smooth, tf.logSoftmax(outputs)), -1));
};

/** [K, 1] to [K, 1, 1], so that it broadcasts over outputs; a scalar stays. */
function perExample(option: Tensor): Tensor {
  return option.rank === 0 ? option : tf.expandDims(option, -1);
}
