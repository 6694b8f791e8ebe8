import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Cell, CellInput } from "./cell.js";

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
