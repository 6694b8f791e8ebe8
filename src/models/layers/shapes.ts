import { tf } from "../../tensorflow/tensorflow.js";
import type { Layer } from "./layer.js";
import { sizeOf } from "../initializers.js";

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

/**
 * The input as a sequence, [K, B, T, features]: as it is, or an image's rows from the top, all columns and channels
 * of a row being its features.
 *
 * @throws {RangeError} if an example is a plain list of features
 */
export function asSequence(architecture: string, inputShape: readonly number[]): Layer {
  const [steps, ...rest] = inputShape as [number, ...number[]];
  if (rest.length === 0)
    throw new RangeError(
      `Cannot build a network with architecture = "${architecture}": its inputs are ${steps} features without an order, ` +
        "but this network reads a sequence of positions. Use data of shape [time, features] or [height, width, " +
        'channels], or architecture = "dense".',
    );
  const outputShape = [steps, rest.reduce((product, length) => product * length, 1)];
  return {
    weights: [],
    outputShape,
    summary: "sequence",
    apply: (x) => (rest.length === 1 ? x : tf.reshape(x, [x.shape[0], x.shape[1]!, ...outputShape])),
  };
}

/** The last time step of a sequence: [K, B, T, n] to [K, B, n]. */
export function lastStep([steps, size]: readonly number[]): Layer {
  return {
    weights: [],
    outputShape: [size!],
    summary: "last step",
    apply: (x) => {
      const [runs, examples] = x.shape as [number, number];
      const last = tf.slice(x, [0, 0, steps! - 1, 0], [runs, examples, 1, size!]);
      return tf.reshape(last, [runs, examples, size!]);
    },
  };
}

/** The mean over all time steps of a sequence: [K, B, T, n] to [K, B, n]. */
export function meanOverSteps([, size]: readonly number[]): Layer {
  return { weights: [], outputShape: [size!], summary: "mean over all steps", apply: (x) => tf.mean(x, 2) };
}

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
