import { tf } from "../../tensorflow/tensorflow.js";
import { absolute } from "./absolute.js";
import type { Loss } from "./loss.js";

/** Mean absolute error: mean over outputs of |z − y|. Its best constant prediction is the median of the targets. */
export const meanAbsoluteError: Loss = (outputs, targets) => tf.mean(absolute(tf.sub(outputs, targets)), -1);
