import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { addBias } from "./add-bias.js";
import { biasSpecs, kernelSpec, type UnitsOptions } from "./dense.js";
import { weightOf, type Layer } from "./layer.js";

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
