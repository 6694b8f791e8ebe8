import { tf } from "../../tensorflow/tensorflow.js";
import type { Loss } from "./loss.js";
import { perOutput } from "./per-output.js";

/**
 * Binary cross-entropy from logits z: every output is a yes-or-no question of its own, mean over outputs.
 *
 * softplus(z) − t·z, which is −t·log σ(z) − (1 − t)·log(1 − σ(z)), with t = (1 − s)·y + s/2 for label smoothing s
 */
export const binaryCrossentropy: Loss = (outputs, targets, { labelSmoothing }) => {
  const smoothing = perOutput(labelSmoothing);
  const smooth = tf.add(tf.mul(tf.sub(1, smoothing), targets), tf.mul(0.5, smoothing));
  return tf.mean(tf.sub(tf.softplus(outputs), tf.mul(smooth, outputs)), -1);
};
