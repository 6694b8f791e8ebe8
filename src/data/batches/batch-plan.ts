import type { RandomStream } from "../../random/stream.js";
import { batchOrder, type BatchSelection, type Targets } from "./batch-order.js";

/** Which examples each training step of one epoch uses. */
export interface BatchPlan {
  /** Training steps (iterations) in the epoch: ⌈examples / batch size⌉. */
  readonly steps: number;
  /** Positions of examples, steps × batch size; 0 where `mask` is 0. */
  readonly indices: Int32Array;
  /** 1 for an example, 0 for the padding of the last batch, steps × batch size. */
  readonly mask: Float32Array;
}

/**
 * Iterations per epoch, ⌈n / B⌉: the last batch may be smaller, but its examples count too.
 *
 * @param count examples n, at least 1
 * @param batchSize examples per batch B, a whole number from 1 to n
 * @throws {RangeError} if the batch is not a whole number from 1 to the number of examples
 * @example
 * stepsPerEpoch(1000, 32); // 32, where 1000 / 32 is 31.25
 */
export function stepsPerEpoch(count: number, batchSize: number): number {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > count)
    throw new RangeError(
      `Cannot make batches: batchSize is ${batchSize} and there are ${count} training examples; ` +
        `it must be a whole number from 1 to ${count}. Choose a smaller batch or more examples.`,
    );
  return Math.ceil(count / batchSize);
}

/**
 * Draws the batches of one epoch.
 *
 * @param selection how examples are put in order, see {@link batchOrder}
 * @param split the training examples
 * @param batchSize examples per batch, a whole number from 1 to the number of examples
 * @param random where the order comes from; drawn from once per epoch, so hand in the same stream again for the next
 * @throws {RangeError} if the batch is larger than the data
 * @throws {TypeError} if `selection` goes by class and the targets are not classes
 * @example
 * const data = await loadDataset("iris");
 * const { steps } = batchPlan("shuffled", data.train, 32, stream(1, "batches")); // 3 steps of 32, 32 and 26 examples
 */
export function batchPlan(
  selection: BatchSelection,
  split: Targets,
  batchSize: number,
  random: RandomStream,
): BatchPlan {
  const steps = stepsPerEpoch(split.count, batchSize);
  const indices = new Int32Array(steps * batchSize);
  indices.set(batchOrder(selection, split, random));
  return { steps, indices, mask: new Float32Array(steps * batchSize).fill(1, 0, split.count) };
}
