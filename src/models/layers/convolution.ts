import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
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
      const sums = convolveEach(x, weightOf(pass, `${name}/kernel`), strides);
      if (!bias) return sums;
      const shift = tf.reshape(weightOf(pass, `${name}/bias`), [sums.shape[0], 1, 1, 1, units]);
      return tf.add(sums, shift);
    },
  };
}

/** Each run's images with its own kernel; images with one run in front are the same for all. */
function convolveEach(x: Tensor, kernels: Tensor, strides: readonly [number, number]): Tensor {
  const images = runsOf(x) as tf.Tensor4D[];
  const each = (runsOf(kernels) as tf.Tensor4D[]).map((kernel, run) =>
    tf.conv2d(images[images.length === 1 ? 0 : run]!, kernel, [strides[0], strides[1]], "same"),
  );
  return each.length === 1 ? tf.expandDims(each[0]!, 0) : tf.stack(each);
}

/** One tensor per run. A single run needs no copy (and tfjs's gradient of `unstack` fails for it). */
function runsOf(values: Tensor): Tensor[] {
  return values.shape[0] === 1 ? [tf.reshape(values, values.shape.slice(1))] : tf.unstack(values);
}
