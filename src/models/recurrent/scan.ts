import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../network.js";
import type { Cell } from "./cell.js";
import { scanBackwards } from "./scan-backwards.js";

/** What a scan needs beside the sums of its inputs. */
export interface ScanWeights {
  /** [K, units, sums × units] */
  readonly kernel: Tensor;
  /** [K, 1, sums × units] */
  readonly bias: Tensor;
}

/**
 * Walks a cell through all time steps as one loop, which has a gradient: back through time in a second loop, with
 * everything that can wait (the gradients of the weights) done in one matrix product after it.
 *
 * @param inputs sums over the inputs, [T, K, B, sums × units]
 * @returns the state after each step, [T, K, B, memories × units]
 * @see Werbos, "Backpropagation through time: what it does and how to do it", 1990
 */
export function scan(cell: Cell, walk: Walk, inputs: Tensor, weights: ScanWeights): Tensor {
  const differentiable = tf.customGrad<Tensor>((sums, kernel, bias, save) => {
    const given = { kernel: kernel as Tensor, bias: bias as Tensor };
    const states = scanForwards(cell, walk, sums as Tensor, given);
    (save as (tensors: Tensor[]) => void)([sums as Tensor, given.kernel, given.bias, states]);
    const gradFunc = (dStates: Tensor, saved: Tensor[]): Tensor[] => {
      const [savedSums, savedKernel, savedBias, savedStates] = saved as [Tensor, Tensor, Tensor, Tensor];
      const savedWeights = { kernel: savedKernel, bias: savedBias };
      return scanBackwards(
        cell,
        walk,
        { inputs: savedSums, weights: savedWeights, states: savedStates },
        dStates,
      );
    };
    return { value: states, gradFunc };
  });
  return differentiable(inputs, weights.kernel, weights.bias);
}

function scanForwards(cell: Cell, walk: Walk, inputs: Tensor, { kernel, bias }: ScanWeights): Tensor {
  const [steps, runs, examples] = inputs.shape as [number, number, number];
  const units = kernel.shape[1]!;
  const start = zerosOf([runs, examples, cell.memories * units]);
  const [states] = walk(steps, "forwards", [start], (step, [state]) => {
    const recurrent = tf.add(tf.matMul(outputOf(state!, units), kernel), bias);
    const next = cell.step({ inputs: at(inputs, step), recurrent, state: state! });
    return { next: [next], left: [next] };
  });
  return states!;
}

/** Zeros made by an operation: `tf.zeros` would put every one of them into the file of a graph. */
export function zerosOf(shape: readonly number[]): Tensor {
  return tf.fill([...shape], 0);
}

/** What the units show of their state: the first of their memories. */
export function outputOf(state: Tensor, units: number): Tensor {
  if (state.shape.at(-1) === units) return state;
  const leading = state.shape.slice(0, -1);
  return tf.slice(state, [...leading.map(() => 0), 0], [...leading, units]);
}

/**
 * Entry `index` (an int32 scalar) of the first axis. (`gatherND`, because tfjs's `gather` reads the index in JavaScript to
 * check it; inside a graph there is nothing to read.)
 */
export function at(values: Tensor, index: Tensor): Tensor {
  return tf.reshape(tf.gatherND(values, tf.reshape(index, [1, 1])), values.shape.slice(1));
}
