import type { Tensor } from "@tensorflow/tfjs";
import { takeRows } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Walk } from "../../graph/index.js";
import type { Cell } from "./cell.js";
import { scanBackwards } from "./scan-backwards.js";
import { cellInput, scanInput, zerosOf, type ScanInput } from "./scan-input.js";

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
