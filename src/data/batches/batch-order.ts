import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import type { RandomStream } from "../../random/stream.js";
import { indices, shuffledIndices } from "../../random/shuffled.js";
import type { Split } from "../dataset.js";
import { stratifiedOrder } from "../splits/stratified-order.js";
import { balancedOrder } from "./balanced-order.js";

/** How the examples of an epoch are put in order before they are cut into batches. */
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
