import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensor } from "@tensorflow/tfjs-node";

/** Exponential moving average: β·average + (1 − β)·value, written with one product. */
export function movingAverage(average: Tensor, value: Tensor, beta: Tensor): Tensor {
  return tf.add(average, tf.mul(tf.sub(1, beta), tf.sub(value, average)));
}

/** 1 − βᵗ: what an average that began at 0 has collected after t values. */
export function collected(beta: Tensor, step: Tensor): Tensor {
  return tf.sub(1, tf.pow(beta, step));
}
