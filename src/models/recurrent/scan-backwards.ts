import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Repeat } from "../network.js";
import type { Cell, CellInput } from "./cell.js";
import { at, inBlocks, outputOf, put, zerosOf, type ScanWeights } from "./scan.js";

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
export function scanBackwards(cell: Cell, repeat: Repeat, scanned: Scanned, dStates: Tensor): Tensor[] {
  const { inputs, weights, states } = scanned;
  const units = weights.kernel.shape[1]!;
  const previous = shifted(states);
  const previousOutputs = runsFirst(outputOf(previous, units));
  const recurrent = timeFirst(tf.add(tf.matMul(previousOutputs, weights.kernel), weights.bias), inputs.shape);
  const steps = { inputs, recurrent, state: previous };
  const [, dInputs, dRecurrent = dInputs] = walkBack(cell, repeat, steps, weights.kernel, dStates);
  const dSums = runsFirst(dRecurrent!);
  return [dInputs!, tf.matMul(previousOutputs, dSums, true), tf.sum(dSums, 1, true)];
}

/** From the last time step to the first: the gradients of the inputs' sums and, if apart, of the recurrent ones. */
function walkBack(cell: Cell, repeat: Repeat, steps: CellInput, kernel: Tensor, dStates: Tensor): Tensor[] {
  const blocks = [steps.inputs, steps.recurrent, steps.state, dStates].map(inBlocks);
  const count = blocks[0]!.shape[0];
  const found = zerosOf(blocks[0]!.shape);
  const start = [zerosOf(dStates.shape.slice(1)), found, ...(cell.apart ? [found] : [])];
  const [dFirst, ...dSums] = repeat(
    tf.scalar(0, "int32"),
    tf.scalar(count, "int32"),
    start,
    (index, [dLater, ...all]) => {
      const block = tf.sub(tf.scalar(count - 1, "int32"), index);
      const places = blocks.map((values) => tf.unstack(at(values, block)));
      const { dState, dInputs, dRecurrent } = walkBlockBack(cell, places, kernel, dLater!);
      const now = [dInputs, dRecurrent];
      return [dState, ...all.map((values, which) => put(values, block, tf.stack(now[which]!)))];
    },
  );
  return [dFirst!, ...dSums.map((values) => tf.reshape(values, steps.inputs.shape))];
}

interface BlockGradients {
  readonly dState: Tensor;
  readonly dInputs: Tensor[];
  readonly dRecurrent: Tensor[];
}

/** The steps of one block, last to first. */
function walkBlockBack(cell: Cell, places: Tensor[][], kernel: Tensor, dLater: Tensor): BlockGradients {
  const [inputs, recurrents, states, dStates] = places as [Tensor[], Tensor[], Tensor[], Tensor[]];
  const [dInputs, dRecurrent]: [Tensor[], Tensor[]] = [[], []];
  let dState = dLater;
  for (let step = inputs.length - 1; step >= 0; step--) {
    const place = { inputs: inputs[step]!, recurrent: recurrents[step]!, state: states[step]! };
    const gradients = cell.stepBack(place, tf.add(dState, dStates[step]!));
    const sums = gradients.recurrent ?? gradients.inputs;
    dState = tf.add(gradients.state, widened(tf.matMul(sums, kernel, false, true), dState.shape.at(-1)!));
    dInputs.unshift(gradients.inputs);
    dRecurrent.unshift(sums);
  }
  return { dState, dInputs, dRecurrent };
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
