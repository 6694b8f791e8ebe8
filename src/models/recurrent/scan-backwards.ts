import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../network.js";
import type { Cell, CellInput } from "./cell.js";
import { at, outputOf, zerosOf, type ScanWeights } from "./scan.js";

/** What the way forwards has left behind. */
export interface Scanned {
  readonly inputs: Tensor;
  readonly weights: ScanWeights;
  readonly states: Tensor;
}

/**
 * Gradients of a scan: of the inputs' sums, the recurrent kernel and its bias.
 *
 * @param dStates gradient of the states, [T, K, B, memories × units]
 */
export function scanBackwards(cell: Cell, walk: Walk, scanned: Scanned, dStates: Tensor): Tensor[] {
  const { inputs, weights, states } = scanned;
  const units = weights.kernel.shape[1]!;
  const previous = shifted(states);
  const previousOutputs = runsFirst(outputOf(previous, units));
  const recurrent = timeFirst(tf.add(tf.matMul(previousOutputs, weights.kernel), weights.bias), inputs.shape);
  const steps = { inputs, recurrent, state: previous };
  const [dInputs, dRecurrent = dInputs] = walkBack(cell, walk, steps, weights.kernel, dStates);
  const dSums = runsFirst(dRecurrent!);
  return [dInputs!, tf.matMul(previousOutputs, dSums, true), tf.sum(dSums, 1, true)];
}

/** From the last time step to the first: the gradients of the inputs' sums and, if apart, of the recurrent ones. */
function walkBack(cell: Cell, walk: Walk, steps: CellInput, kernel: Tensor, dStates: Tensor): Tensor[] {
  const [count, ...shape] = dStates.shape as [number, ...number[]];
  return walk(count, "backwards", [zerosOf(shape)], (step, [dLater]) => {
    const place = {
      inputs: at(steps.inputs, step),
      recurrent: at(steps.recurrent, step),
      state: at(steps.state, step),
    };
    const gradients = cell.stepBack(place, tf.add(dLater!, at(dStates, step)));
    const sums = gradients.recurrent ?? gradients.inputs;
    const dOutput = tf.matMul(sums, kernel, false, true);
    return {
      next: [tf.add(gradients.state, widened(dOutput, shape.at(-1)!))],
      left: cell.apart ? [gradients.inputs, sums] : [gradients.inputs],
    };
  });
}

/** The states before each step: zeros, then all but the last. */
function shifted(states: Tensor): Tensor {
  const [steps, ...rest] = states.shape as [number, ...number[]];
  const earlier = tf.slice(states, [0, 0, 0, 0], [steps - 1, ...rest]);
  return tf.concat([zerosOf([1, ...rest]), earlier], 0);
}

/** [T, K, B, n] to [K, T·B, n]. */
function runsFirst(values: Tensor): Tensor {
  const [steps, runs, examples, size] = values.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(values, [1, 0, 2, 3]), [runs, steps * examples, size]);
}

/** [K, T·B, n] to [T, K, B, n], the given shape. */
function timeFirst(values: Tensor, shape: readonly number[]): Tensor {
  const [steps, runs, examples, size] = shape as readonly [number, number, number, number];
  return tf.transpose(tf.reshape(values, [runs, steps, examples, size]), [1, 0, 2, 3]);
}

/** The gradient of the outputs as a gradient of the state: the other memories do not take part. */
function widened(dOutput: Tensor, size: number): Tensor {
  const missing = size - dOutput.shape.at(-1)!;
  if (missing === 0) return dOutput;
  return tf.pad(dOutput, [...dOutput.shape.slice(1).map((): [number, number] => [0, 0]), [0, missing]]);
}
