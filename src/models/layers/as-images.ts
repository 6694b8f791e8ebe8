import { tf } from "../../tensorflow/tensorflow.js";
import type { Layer } from "./layer.js";

/**
 * The input as images, [K, B, height, width, channels]: as they are, or a sequence as images of height 1.
 *
 * @throws {RangeError} if an example is a plain list of features
 */
export function asImages(inputShape: readonly number[]): Layer {
  if (inputShape.length === 3)
    return { weights: [], outputShape: inputShape, summary: "image", apply: (x) => x };
  if (inputShape.length !== 2)
    throw new RangeError(
      `Cannot build a network with architecture = "convolutional": its inputs have the shape [${inputShape.join(", ")}], ` +
        "but a convolution needs neighbours. Use data of shape [height, width, channels] or [time, features], or " +
        'architecture = "dense".',
    );
  const outputShape = [1, ...inputShape];
  return {
    weights: [],
    outputShape,
    summary: "sequence as an image of height 1",
    apply: (x) => tf.reshape(x, [x.shape[0], x.shape[1]!, ...outputShape]),
  };
}
