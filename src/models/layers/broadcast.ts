import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";

/** One number per run, [K], as [K, 1, …, 1] of the given rank. */
export function perRun(values: Tensor, rank: number): Tensor {
  return tf.reshape(values, [values.shape[0], ...new Array<number>(rank - 1).fill(1)]);
}

/** One number per run and unit, [K, n], as [K, 1, …, 1, n] of the given rank. */
export function perUnit(values: Tensor, rank: number): Tensor {
  const [runs, units] = values.shape as [number, number];
  return tf.reshape(values, [runs, ...new Array<number>(rank - 2).fill(1), units]);
}
