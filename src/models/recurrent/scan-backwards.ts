import type { Tensor } from "@tensorflow/tfjs";
import { takeRows } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../../graph/index.js";
import type { Cell, CellDerivatives } from "./cell.js";
import { cellInput, zerosOf, type ScanInput } from "./scan-input.js";

/**
 * Gradients of a scan: of the inputs' sums, the recurrent kernels and their biases.
 *
 * The gradient δₜ of the states after step t is a linear function of the next: δₜ = ∂L/∂hₜ + D·δₜ₊₁ + U·(J·δₜ₊₁), where J and D are
 * the derivatives of the next step by its recurrent sums and by the states before it. Those are known for all steps before
 * the way back begins, and the gradients of the sums, J·δ, can wait until it has ended: the loop has only the line above to compute.
 *
 * @param states after each step, [T, K, B, units] each
 * @param dOutputs gradient of the outputs, [T, K, B, units]
 */
export function scanBackwards(
  cell: Cell,
  walk: Walk,
  { inputs, kernels, biases }: ScanInput,
  states: readonly Tensor[],
  dOutputs: Tensor,
): Tensor[] {
  const before = states.map(shifted);
  const outputs = runsFirst(before[0]!);
  const recurrent = kernels.map((kernel) => timeFirst(tf.matMul(outputs, kernel), dOutputs.shape));
  const derivatives = cell.derivatives(cellInput(cell, inputs, recurrent, biases, before));
  const { bySums, byRecurrent = bySums, byState } = derivatives;
  const dStates = walkBack(walk, kernels, { byRecurrent, byState }, dOutputs);
  const dRecurrent = gradientsOfSums(dStates, byRecurrent);
  const dInputs = cell.apart ? gradientsOfSums(dStates, bySums) : dRecurrent;
  const dSums = dRecurrent.map(runsFirst);
  return [
    ...dInputs,
    ...dSums.map((dSum) => tf.matMul(outputs, dSum, true)),
    ...biases.map((_, index) => tf.sum(dSums[index]!, 1, true)),
  ];
}

/** From the last time step to the first: the gradients of the states after each. */
function walkBack(
  walk: Walk,
  kernels: readonly Tensor[],
  { byRecurrent, byState }: Required<Omit<CellDerivatives, "bySums">>,
  dOutputs: Tensor,
): Tensor[] {
  const [count, ...shape] = dOutputs.shape as [number, ...number[]];
  const start = byState.map(() => zerosOf(shape));
  return walk(count, "backwards", start, (step, [dOutput, ...dMemories]) => {
    const at = (values: Tensor): Tensor => takeRows(values, step);
    const dStates = [tf.add(dOutput!, at(dOutputs)), ...dMemories];
    const slopes = byRecurrent.map((each) => each.map(at));
    const through = gradientsOfSums(dStates, slopes).map((dSum, index) =>
      tf.matMul(dSum, kernels[index]!, false, true),
    );
    const next = dStates.map((_, before) => {
      const direct = dStates.flatMap((dState, after) => {
        const slope = byState[after]![before];
        return slope ? [tf.mul(dState, at(slope))] : [];
      });
      return sumOf(before === 0 ? [...through, ...direct] : direct);
    });
    return { next, left: dStates };
  });
}

/** The gradient of each sum from those of the states and their slopes by it, J·δ. */
function gradientsOfSums(dStates: readonly Tensor[], slopes: readonly (readonly Tensor[])[]): Tensor[] {
  return slopes[0]!.map((_, sum) =>
    sumOf(dStates.map((dState, state) => tf.mul(dState, slopes[state]![sum]!))),
  );
}

const sumOf = (parts: readonly Tensor[]): Tensor => parts.reduce((sum, part) => tf.add(sum, part));

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
