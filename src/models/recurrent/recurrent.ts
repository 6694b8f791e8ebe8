import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { orthogonal } from "../initializers/orthogonal.js";
import { biasSpecs, kernelSpec, type UnitsOptions } from "../layers/dense.js";
import { weightOf, type Layer } from "../layers/layer.js";
import type { WeightSpec } from "../network.js";
import type { Cell } from "./cell.js";
import { outputOf, scan } from "./scan.js";

/**
 * A recurrent layer: from a sequence to the sequence of its units' outputs.
 *
 * The inputs' sums of all time steps and gates are one matrix product before the loop; the recurrent kernel begins
 * orthogonal whatever the initializer, as in Keras, or signals would vanish within a few steps.
 */
export function recurrent(
  kind: string,
  cell: Cell,
  inputShape: readonly number[],
  options: UnitsOptions,
): Layer {
  const [steps, features] = inputShape as [number, number];
  const { name, units } = options;
  const sums = cell.sums * units;
  return {
    weights: [
      kernelSpec(options, [features, sums], features, sums),
      recurrentKernelSpec(name, [units, sums]),
      ...inputBiasSpecs(cell, options),
      ...(cell.apart ? biasSpecs({ ...options, name: `${name}/recurrent`, units: sums }) : []),
    ],
    outputShape: [steps, units],
    // The inputs' sums and the recurrent ones, once by example and once by time step, and the states.
    signals: steps * units * (4 * cell.sums + 2 * cell.memories),
    summary: `${kind} ${units}`,
    apply: (x, pass) => {
      const bias = tf.expandDims(weightOf(pass, `${name}/bias`), 1);
      const projected = tf.add(project(x, weightOf(pass, `${name}/kernel`)), bias);
      const weights = {
        kernel: weightOf(pass, `${name}/recurrentKernel`),
        bias: cell.apart ? tf.expandDims(weightOf(pass, `${name}/recurrent/bias`), 1) : tf.zerosLike(bias),
      };
      const states = scan(cell, pass.context.walk, projected, weights);
      return tf.transpose(outputOf(states, units), [1, 2, 0, 3]);
    },
  };
}

/** [K, B, T, features] to the sums of every time step, [T, K, B, sums]. */
function project(x: Tensor, kernel: Tensor): Tensor {
  const [runs, examples, steps, features] = x.shape as [number, number, number, number];
  const sums = tf.matMul(tf.reshape(x, [runs, examples * steps, features]), kernel);
  const shape = [sums.shape[0], examples, steps, sums.shape[2]!];
  return tf.transpose(tf.reshape(sums, shape), [2, 0, 1, 3]);
}

function recurrentKernelSpec(name: string, shape: readonly [number, number]): WeightSpec {
  const [fanIn, fanOut] = shape;
  return {
    name: `${name}/recurrentKernel`,
    shape,
    role: "kernel",
    initial: (random) => orthogonal({ shape, fanIn, fanOut, scale: 1 }, random),
  };
}

function inputBiasSpecs(cell: Cell, { name, units }: UnitsOptions): readonly WeightSpec[] {
  const size = cell.sums * units;
  const initial = (): Float32Array =>
    Float32Array.from({ length: size }, (_, index) => cell.firstBias[Math.floor(index / units)] ?? 0);
  return [{ name: `${name}/bias`, shape: [size], role: "bias", initial }];
}
