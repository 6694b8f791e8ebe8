import { tf } from "../../tensorflow/tensorflow.js";
import type { Loss } from "./loss.js";

/** Mean squared error: mean over outputs of (z − y)². Its best constant prediction is the mean of the targets. */
export const meanSquaredError: Loss = (outputs, targets) =>
  tf.mean(tf.squaredDifference(outputs, targets), -1);
