import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { absolute } from "../losses.js";
import { sumPerRun } from "../optimizers.js";

/**
 * L1 penalty of each run, [K]: λ₁·Σ|w| over the kernels. It pulls every weight to 0 with the same force, so many end
 * there exactly or nearly.
 *
 * @param kernels each [K, …]; biases are not penalised
 * @param rate λ₁ of each run, [K]
 * @see Tibshirani, "Regression shrinkage and selection via the lasso", 1996
 */
export function l1Penalty(kernels: readonly Tensor[], rate: Tensor): Tensor {
  return tf.mul(rate, tf.addN(kernels.map((kernel) => sumPerRun(absolute(kernel)))));
}

/**
 * L2 penalty of each run, [K]: λ₂·Σw² over the kernels. It pulls in proportion to the weight, so none gets to 0.
 *
 * @param kernels each [K, …]; biases are not penalised
 * @param rate λ₂ of each run, [K]
 * @see Krogh and Hertz, "A simple weight decay can improve generalization", 1992
 */
export function l2Penalty(kernels: readonly Tensor[], rate: Tensor): Tensor {
  return tf.mul(rate, tf.addN(kernels.map((kernel) => sumPerRun(tf.square(kernel)))));
}
