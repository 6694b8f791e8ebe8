import { tf } from "../../tensorflow/tensorflow.js";
import type { Loss } from "./loss.js";
import { perOutput } from "./per-output.js";

/**
 * Categorical cross-entropy from logits z: the surprise at the true class, in nats.
 *
 * −Σ t·log softmax(z) with t = (1 − s)·y + s/C, where s is the label smoothing and C the number of classes
 *
 * @see Szegedy et al., "Rethinking the Inception architecture", 2016, section 7 (label smoothing)
 */
export const categoricalCrossentropy: Loss = (outputs, targets, { labelSmoothing }) => {
  const classes = outputs.shape[outputs.rank - 1]!;
  const smoothing = perOutput(labelSmoothing);
  const smooth = tf.add(tf.mul(tf.sub(1, smoothing), targets), tf.div(smoothing, classes));
  return tf.neg(tf.sum(tf.mul(smooth, tf.logSoftmax(outputs)), -1));
};
