import { tf } from "../../tensorflow/tensorflow.js";
import { absolute } from "./absolute.js";
import type { Loss } from "./loss.js";
import { perOutput } from "./per-output.js";

/**
 * Huber's loss: squared error for small errors e = z − y, absolute error for large ones, so that outliers do not lead.
 *
 * ½·e² for |e| ≤ δ, δ·|e| − ½·δ² beyond; mean over outputs
 *
 * @see Huber, "Robust estimation of a location parameter", 1964
 */
export const huber: Loss = (outputs, targets, { huberDelta }) => {
  const delta = perOutput(huberDelta);
  const size = absolute(tf.sub(outputs, targets));
  const squared = tf.minimum(size, delta);
  // One product for both parts: the sum ½·squared² + δ·(size − squared) has gradients of size δ that cancel.
  return tf.mean(tf.mul(squared, tf.sub(size, tf.mul(0.5, squared))), -1);
};
