import type { Tensor } from "@tensorflow/tfjs-node";
import { takeRows } from "../../tensorflow/take-rows.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../network.js";
import type { Cell, CellInput } from "./cell.js";
import { scanBackwards } from "./scan-backwards.js";

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

/** Inputs, kernels and biases in a row, by their names again. */
function scanInput({ sums }: Cell, all: readonly Tensor[]): ScanInput {
  return { inputs: all.slice(0, sums), kernels: all.slice(sums, 2 * sums), biases: all.slice(2 * sums) };
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
