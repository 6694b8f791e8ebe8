import type { Tensor } from "@tensorflow/tfjs";
import { takeRows } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../../graph/index.js";
import type { Cell, CellDerivatives, CellInput } from "./cells.js";

/**
 * Walks a cell through all time steps as one loop, which has a gradient: back through time in a second loop, with
 * everything that can be done for all time steps at once done before it or after it.
 *
 * @returns the units' outputs after each step, [T, K, B, units]
 * @see Werbos, "Backpropagation through time: what it does and how to do it", 1990
 */
export function scan(cell: Cell, walk: Walk, { inputs, kernels, biases }: ScanInput): Tensor {
  const all = [...inputs, ...kernels, ...biases];
  const differentiable = tf.customGrad<Tensor>((...args) => {
    const given = args.slice(0, all.length) as Tensor[];
    const save = args[all.length] as (tensors: Tensor[]) => void;
    const states = scanForwards(cell, walk, scanInput(cell, given));
    save([...given, ...states]);
    const gradFunc = (dOutputs: Tensor, saved: Tensor[]): Tensor[] => {
      const input = scanInput(cell, saved.slice(0, all.length));
      return scanBackwards(cell, walk, input, saved.slice(all.length), dOutputs);
    };
    return { value: states[0]!, gradFunc };
  });
  return differentiable(...all);
}

/** The states after each step, [T, K, B, units] each. */
function scanForwards(cell: Cell, walk: Walk, { inputs, kernels, biases }: ScanInput): Tensor[] {
  const [steps, ...shape] = inputs[0]!.shape as [number, ...number[]];
  const start = Array.from({ length: cell.memories }, () => zerosOf(shape));
  return walk(steps, "forwards", start, (step, state) => {
    const sums = inputs.map((each) => takeRows(each, step));
    const recurrent = kernels.map((kernel) => tf.matMul(state[0]!, kernel));
    const next = cell.step(cellInput(cell, sums, recurrent, biases, state));
    return { next, left: next };
  });
}

/**
 * What a scan works with, one tensor for each sum of a unit. They are never put side by side: taking tensors apart and joining
 * them again at every time step costs more than one product of matrices instead of three saves.
 */
export interface ScanInput {
  /** Sums over the inputs, [T, K, B, units]. */
  readonly inputs: readonly Tensor[];
  /** [K, units, units] */
  readonly kernels: readonly Tensor[];
  /** [K, 1, units]; empty unless the cell wants its sums apart: otherwise the inputs' sums have the bias. */
  readonly biases: readonly Tensor[];
}

/** Inputs, kernels and biases in a row, by their names again. */
export function scanInput({ sums }: Cell, all: readonly Tensor[]): ScanInput {
  return { inputs: all.slice(0, sums), kernels: all.slice(sums, 2 * sums), biases: all.slice(2 * sums) };
}

/** What a cell works with at one time step or at all of them. */
export function cellInput(
  cell: Cell,
  inputs: readonly Tensor[],
  recurrent: readonly Tensor[],
  biases: readonly Tensor[],
  state: readonly Tensor[],
): CellInput {
  return cell.apart
    ? { sums: inputs, recurrent: recurrent.map((sum, index) => tf.add(sum, biases[index]!)), state }
    : { sums: inputs.map((sum, index) => tf.add(sum, recurrent[index]!)), recurrent: [], state };
}

/** Zeros made by an operation: `tf.zeros` would put every one of them into the file of a graph. */
export function zerosOf(shape: readonly number[]): Tensor {
  return tf.fill([...shape], 0);
}

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
