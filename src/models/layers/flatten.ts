import { tf } from "../../tensorflow/tensorflow.js";
import { sizeOf } from "../initializers.js";
import type { Layer } from "./layer.js";

/** Every example as one row of numbers, [K, B, n]. */
export function flatten(inputShape: readonly number[]): Layer {
  const size = sizeOf(inputShape);
  return {
    weights: [],
    outputShape: [size],
    summary: `flatten to ${size}`,
    apply: (x) => tf.reshape(x, [x.shape[0], x.shape[1]!, size]),
  };
}
