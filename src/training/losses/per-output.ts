import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";

/** An option of a loss, one number per run ([K, 1]) or for all (a scalar), so that it broadcasts over [K, B, outputs]. */
export function perOutput(option: Tensor): Tensor {
  return option.rank === 0 ? option : tf.expandDims(option, -1);
}
