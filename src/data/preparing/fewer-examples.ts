import type { DatasetParts } from "../checksum.js";
import { stream } from "../../random/stream.js";
import { stratifiedOrder } from "../splits/stratified-order.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { takeRows } from "../splits/take-rows.js";

/**
 * Keeps `examples` of the training examples, each class in its old share; a smaller choice is part of a larger one.
 *
 * @throws {RangeError} if `examples` is not a whole number from 1 (or the number of classes) to the size of the split
 */
export function withFewerExamples(parts: DatasetParts, examples: number, seed: number): DatasetParts {
  const { name, task, outputs, train } = parts;
  const least = task === "classification" ? outputs : 1;
  if (!Number.isInteger(examples) || examples < least || examples > train.count)
    throw new RangeError(
      `Cannot take ${examples} training examples of "${name}": ` +
        `examples must be a whole number from ${least} to ${train.count}, the size of its training split.`,
    );
  const random = stream(seed, "examples");
  const order =
    task === "classification" ? stratifiedOrder(train.targets, random) : shuffledIndices(train.count, random);
  return { ...parts, train: takeRows(train, order.subarray(0, examples)) };
}
