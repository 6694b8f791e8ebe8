import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Repeat } from "../network.js";
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
export function scan(cell: Cell, repeat: Repeat, inputs: Tensor, weights: ScanWeights): Tensor {
  const differentiable = tf.customGrad<Tensor>((sums, kernel, bias, save) => {
    const given = { kernel: kernel as Tensor, bias: bias as Tensor };
    const states = scanForwards(cell, repeat, sums as Tensor, given);
    (save as (tensors: Tensor[]) => void)([sums as Tensor, given.kernel, given.bias, states]);
    const gradFunc = (dStates: Tensor, saved: Tensor[]): Tensor[] => {
      const [savedSums, savedKernel, savedBias, savedStates] = saved as [Tensor, Tensor, Tensor, Tensor];
      const savedWeights = { kernel: savedKernel, bias: savedBias };
      return scanBackwards(
        cell,
        repeat,
        { inputs: savedSums, weights: savedWeights, states: savedStates },
        dStates,
      );
    };
    return { value: states, gradFunc };
  });
  return differentiable(inputs, weights.kernel, weights.bias);
}

function scanForwards(cell: Cell, repeat: Repeat, inputs: Tensor, { kernel, bias }: ScanWeights): Tensor {
  const [steps, runs, examples] = inputs.shape as [number, number, number];
  const units = kernel.shape[1]!;
  const size = [runs, examples, cell.memories * units];
  const blocks = inBlocks(inputs);
  const [, states] = repeat(
    tf.scalar(0, "int32"),
    tf.scalar(blocks.shape[0], "int32"),
    [zerosOf(size), zerosOf([...blocks.shape.slice(0, 2), ...size])],
    (block, [before, all]) => {
      const walked: Tensor[] = [];
      for (const sums of tf.unstack(at(blocks, block))) {
        const state = walked.at(-1) ?? before!;
        const recurrent = tf.add(tf.matMul(outputOf(state, units), kernel), bias);
        walked.push(cell.step({ inputs: sums, recurrent, state }));
      }
      return [walked.at(-1)!, put(all!, block, tf.stack(walked))];
    },
  );
  return tf.reshape(states!, [steps, ...size]);
}

/**
 * [T, …] as [T / c, c, …], where c ≤ 8 is the largest divisor of T. One round of the loop takes c time steps: writing down
 * what a round found copies everything found so far, which would cost more than the steps themselves.
 */
export function inBlocks(values: Tensor): Tensor {
  const [steps, ...rest] = values.shape as [number, ...number[]];
  const size = [8, 7, 6, 5, 4, 3, 2, 1].find((length) => steps % length === 0)!;
  return tf.reshape(values, [steps / size, size, ...rest]);
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

/** The values with entry `index` of the first axis replaced. */
export function put(values: Tensor, index: Tensor, entry: Tensor): Tensor {
  return tf.tensorScatterUpdate(values, tf.reshape(index, [1, 1]), tf.expandDims(entry, 0));
}
