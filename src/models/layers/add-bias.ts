import type { Tensor } from "@tensorflow/tfjs";
import { nativeOperation } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";

/**
 * Adds one number per channel, [C], to images, [B, height, width, C].
 *
 * TensorFlow's own operation for it: a convolution and the biases after it become one operation of oneDNN, and the
 * gradient is summed up in one go, where a sum that broadcasts knows nothing of channels.
 *
 * The gradient is summed over a list of pixels, [B · height · width, C]. Given the images themselves, TensorFlow's rewrite for oneDNN
 * joins that sum with the gradient of a kernel that reads *any* output of the same operation: in a fleet, where one `Unpack`
 * hands out the gradients of all runs, a run got the sum of another.
 */
export const addBias = (images: Tensor, biases: Tensor): Tensor =>
  tf.customGrad((x, b) => ({
    value: nativeOperation("BiasAdd", "float32", [x as Tensor, b as Tensor]),
    gradFunc: (dy: Tensor) => {
      const pixels = tf.reshape(dy, [-1, dy.shape.at(-1)!]);
      return [tf.clone(dy), nativeOperation("BiasAddGrad", "float32", [pixels])];
    },
  }))(images, biases);
