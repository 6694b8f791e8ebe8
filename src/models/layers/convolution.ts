import type { Rank, Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { type Layer, weightOf } from "./layer.js";
import { nativeOperation } from "../../tensorflow/native-operations.js";
import { biasSpecs, kernelSpec, type UnitsOptions } from "./dense.js";

/** What a convolution needs beside its units, which are its filters. */
export interface ConvolutionOptions extends UnitsOptions {
  /** [height, width] of the window. */
  readonly window: readonly [number, number];
  /** [down, right]: how far the window moves. */
  readonly strides: readonly [number, number];
}

/**
 * A convolution over images, zeros around them so that stride 1 keeps their size.
 *
 * TensorFlow has no product of K images with K kernels, so a fleet is K convolutions in one graph.
 *
 * @see LeCun et al., "Gradient-based learning applied to document recognition", 1998
 */
export function convolution(inputShape: readonly number[], options: ConvolutionOptions): Layer {
  const { name, units, bias, window, strides } = options;
  const [height, width, channels] = inputShape as [number, number, number];
  const area = window[0] * window[1];
  return {
    weights: [
      kernelSpec(options, [...window, channels, units], area * channels, area * units),
      ...biasSpecs(options),
    ],
    outputShape: [Math.ceil(height / strides[0]), Math.ceil(width / strides[1]), units],
    summary: `convolution ${window.join(" × ")}, ${units} filters`,
    apply: (x, pass) => {
      const shifts = bias ? weightOf(pass, `${name}/bias`) : undefined;
      return convolveEach(x, weightOf(pass, `${name}/kernel`), shifts, strides);
    },
  };
}

/** Each run's images with its own kernel and biases; images with one run in front are the same for all. */
function convolveEach(
  x: Tensor,
  kernels: Tensor,
  shifts: Tensor | undefined,
  strides: readonly [number, number],
): Tensor {
  const images = runsOf(x) as tf.Tensor4D[];
  const biases = shifts && runsOf(shifts);
  const each = (runsOf(kernels) as tf.Tensor4D[]).map((kernel, run) => {
    const image = images[images.length === 1 ? 0 : run]!;
    const sums = tf.conv2d(image, kernel, [strides[0], strides[1]], "same");
    return biases ? addBias(sums, biases[run]!) : sums;
  });
  return each.length === 1 ? tf.reshape(each[0]!, [1, ...each[0]!.shape]) : tf.stack(each);
}

/** One tensor per run. A single run needs no copy (and tfjs's gradient of `unstack` fails for it). */
function runsOf(values: Tensor): Tensor[] {
  return values.shape[0] === 1 ? [tf.reshape(values, values.shape.slice(1))] : tf.unstack(values);
}

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

/**
 * Pooling: each window of an image is replaced by its maximum or its average; an odd edge is left out.
 *
 * @param window [height, width], which is also how far the window moves
 */
export function pooling(
  kind: "max" | "average",
  inputShape: readonly number[],
  window: readonly [number, number],
): Layer {
  const [height, width, channels] = inputShape as [number, number, number];
  const outputShape = [Math.floor(height / window[0]), Math.floor(width / window[1]), channels];
  const size: [number, number] = [window[0], window[1]];
  return {
    weights: [],
    outputShape,
    summary: `${kind} pooling ${window.join(" × ")}`,
    apply: (x) => {
      const [runs, examples] = x.shape as [number, number];
      const images = tf.reshape<Rank.R4>(x, [runs * examples, height, width, channels]);
      const pooled =
        kind === "max" ? tf.maxPool(images, size, size, "valid") : tf.avgPool(images, size, size, "valid");
      return tf.reshape(pooled, [runs, examples, ...outputShape]);
    },
  };
}

/** Global max pooling: the largest response of each filter anywhere in the image, [K, B, height, width, n] to [K, B, n]. */
export function globalMaxPooling(inputShape: readonly number[]): Layer {
  return {
    weights: [],
    outputShape: [inputShape.at(-1)!],
    summary: "global max pooling",
    apply: (x) => tf.max(x, [2, 3]),
  };
}
