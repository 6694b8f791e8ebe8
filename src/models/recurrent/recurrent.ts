import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { orthogonal } from "../initializers.js";
import { biasSpecs, kernelSpec, type UnitsOptions } from "../layers/dense.js";
import { weightOf, type Layer } from "../layers/layer.js";
import type { WeightSpec } from "../network.js";
import type { Cell } from "./cells.js";
import { scan } from "./scan.js";

/**
 * A recurrent layer: from a sequence to the sequence of its units' outputs.
 *
 * The inputs' sums of all time steps are one matrix product for each gate before the loop; the recurrent kernel begins
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
    // The inputs' sums and the recurrent ones, by example and by time step, with slopes and gradients; the states and theirs.
    signals: steps * units * (6 * cell.sums + 4 * cell.memories),
    summary: `${kind} ${units}`,
    apply: (x, pass) => {
      const bySum = (weight: string): Tensor[] => apart(weightOf(pass, `${name}/${weight}`), cell.sums);
      const biases = (weight: string): Tensor[] => bySum(weight).map((bias) => tf.expandDims(bias, 1));
      const sequence = tf.transpose(x, [0, 2, 1, 3]);
      const inputBiases = biases("bias");
      const outputs = scan(cell, pass.context.walk, {
        inputs: bySum("kernel").map((kernel, sum) => project(sequence, kernel, inputBiases[sum]!)),
        kernels: bySum("recurrentKernel"),
        biases: cell.apart ? biases("recurrent/bias") : [],
      });
      return tf.transpose(outputs, [1, 2, 0, 3]);
    },
  };
}

/** [..., sums × units] as one tensor for each sum. (tfjs has no gradient for a split into one.) */
function apart(values: Tensor, sums: number): Tensor[] {
  return sums === 1 ? [values] : tf.split(values, sums, -1);
}

/** One sum of every time step: [K, T, B, features] to [T, K, B, units]. */
function project(x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  const [runs, steps, examples, features] = x.shape as [number, number, number, number];
  const sums = tf.add(tf.matMul(tf.reshape(x, [runs, steps * examples, features]), kernel), bias);
  const shape = [sums.shape[0], steps, examples, sums.shape[2]!];
  return tf.transpose(tf.reshape(sums, shape), [1, 0, 2, 3]);
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
