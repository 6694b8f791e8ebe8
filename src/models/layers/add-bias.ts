import type { Tensor } from "@tensorflow/tfjs-node";
import { nativeOperation } from "../../tensorflow/native-operation.js";
import { tf } from "../../tensorflow/tensorflow.js";

/**
 * Adds one number per channel, [C], to images, [B, height, width, C].
 *
 * TensorFlow's own operation for it: a convolution and the biases after it become one operation of oneDNN, and the
 * gradient is summed up in one go, where a sum that broadcasts knows nothing of channels.
 */
export const addBias = tf.customGrad((images, biases) => ({
  value: nativeOperation("BiasAdd", "float32", [images as Tensor, biases as Tensor]),
  gradFunc: (dy: Tensor) => [tf.clone(dy), nativeOperation("BiasAddGrad", "float32", [dy])],
}));
