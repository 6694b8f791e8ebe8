import type { RandomStream } from "../random/stream.js";
import { indices, shuffledIndices } from "../random/shuffled.js";
import { examplesByClass, stratifiedOrder } from "./splits.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { Split } from "./dataset.js";

/** Deals the members of one class out in random order, again and again: no member comes twice before each came once. */
function dealer(members: readonly number[], random: RandomStream): () => number {
  let order: Int32Array = new Int32Array(0);
  let dealt = 0;
  return () => {
    if (dealt === order.length) {
      order = shuffledIndices(members.length, random);
      dealt = 0;
    }
    return members[order[dealt++]!]!;
  };
}

/**
 * As many positions as there are examples, the classes taking turns in an order drawn anew for every round: any stretch
 * holds every class equally often, to within two. Rare classes repeat within the epoch, examples of frequent ones may not come.
 */
export function balancedOrder(classes: ArrayLike<number>, random: RandomStream): Int32Array {
  const dealers = examplesByClass(classes)
    .filter((members) => members.length > 0)
    .map((members) => dealer(members, random));
  let round: Int32Array = new Int32Array(0);
  return Int32Array.from({ length: classes.length }, (_, place) => {
    const turn = place % dealers.length;
    if (turn === 0) round = shuffledIndices(dealers.length, random);
    return dealers[round[turn]!]!();
  });
}

/** How the examples of an epoch are ordered before they are divided into batches. */
export type BatchSelection = Hyperparameters["batchSelection"];

/** The part of a split that decides the order. */
export type Targets = Pick<Split, "count" | "targets">;

type Order = (split: Targets, random: RandomStream) => Int32Array;

function classesOf({ targets }: Targets, selection: BatchSelection): Int32Array {
  if (targets instanceof Int32Array) return targets;
  throw new TypeError(
    `Cannot select batches by class: batchSelection is "${selection}", but the task is regression, which has no classes. ` +
      `Use "shuffled", "sequential" or "withReplacement".`,
  );
}

const orders: Readonly<Record<BatchSelection, Order>> = {
  sequential: ({ count }) => indices(count),
  shuffled: ({ count }, random) => shuffledIndices(count, random),
  stratified: (split, random) => stratifiedOrder(classesOf(split, "stratified"), random),
  balanced: (split, random) => balancedOrder(classesOf(split, "balanced"), random),
  withReplacement: ({ count }, random) =>
    Int32Array.from({ length: count }, () => random.integer(0, count - 1)),
};

/**
 * The positions of the examples of one epoch, in the order in which they are used.
 *
 * | selection | every example once | each batch |
 * |---|---|---|
 * | `sequential` | yes | as stored |
 * | `shuffled` | yes | a random part |
 * | `stratified` | yes | the classes in the proportions of the whole |
 * | `balanced` | no: rare classes repeat | the classes equally often |
 * | `withReplacement` | no: on average 63 % of them appear | independent draws |
 *
 * @throws {TypeError} if `selection` goes by class and the targets are not classes
 */
export function batchOrder(selection: BatchSelection, split: Targets, random: RandomStream): Int32Array {
  return orders[selection](split, random);
}

/** Which examples each training step of one epoch uses. */
export interface BatchPlan {
  /** Training steps (iterations) in the epoch: ⌈examples / batch size⌉. */
  readonly steps: number;
  /** Places in each batch: the batch size, or all examples if there are fewer. */
  readonly batchSize: number;
  /** Positions of examples, steps × batch size; 0 where `mask` is 0. */
  readonly indices: Int32Array;
  /** 1 for an example, 0 for the padding of the last batch, steps × batch size. */
  readonly mask: Float32Array;
}

/**
 * The batch size that n examples allow, min(B, n): a batch larger than the data is all of the data.
 *
 * @param count examples n, at least 1
 * @param batchSize examples per batch B, a whole number, 1 or more
 * @throws {RangeError} if the batch size is not a whole number, 1 or more, or there are no examples
 * @example
 * fittingBatchSize(18, 32); // 18
 */
export function fittingBatchSize(count: number, batchSize: number): number {
  if (!Number.isInteger(batchSize) || batchSize < 1 || count < 1)
    throw new RangeError(
      `Cannot make batches: batchSize is ${batchSize} and there are ${count} training examples; ` +
        `both must be whole numbers, 1 or more. Choose another batch size or give examples.`,
    );
  return Math.min(batchSize, count);
}

/**
 * Iterations per epoch, ⌈n / B⌉: the last batch may be smaller, but its examples count too. A batch larger than the data is
 * all of it, which makes one iteration.
 *
 * @param count examples n, at least 1
 * @param batchSize examples per batch B, a whole number, 1 or more
 * @throws {RangeError} if the batch size is not a whole number, 1 or more, or there are no examples
 * @example
 * stepsPerEpoch(1000, 32); // 32, where 1000 / 32 is 31.25
 * stepsPerEpoch(18, 32); // 1
 */
export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / fittingBatchSize(count, batchSize));
}

/**
 * Draws the batches of one epoch.
 *
 * @param selection how examples are put in order, see {@link batchOrder}
 * @param split the training examples
 * @param batchSize examples per batch, a whole number, 1 or more; more than there are examples means all of them
 * @param random where the order comes from; used once per epoch, so pass the same stream again for the next
 * @throws {RangeError} if the batch size is not a whole number, 1 or more
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
  const size = fittingBatchSize(split.count, batchSize);
  const steps = stepsPerEpoch(split.count, size);
  const indices = new Int32Array(steps * size);
  indices.set(batchOrder(selection, split, random));
  const mask = new Float32Array(steps * size).fill(1, 0, split.count);
  return { steps, batchSize: size, indices, mask };
}
