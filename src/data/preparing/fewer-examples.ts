import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";
import type { DatasetParts } from "../checksum.js";
import { stratifiedOrder } from "../splits/stratified-order.js";
import { takeRows } from "../splits/take-rows.js";

/** How the training examples that stay are chosen. */
export type Choice = "random" | "latest";

function preferred({ task, train }: DatasetParts, choice: Choice, seed: number): Int32Array {
  if (choice === "latest")
    return Int32Array.from({ length: train.count }, (_, place) => train.count - 1 - place);
  const random = stream(seed, "examples");
  return task === "classification"
    ? stratifiedOrder(train.targets, random)
    : shuffledIndices(train.count, random);
}

/**
 * Keeps `examples` of the training examples: each class in its old share, or the latest of a time series. A smaller choice
 * is part of a larger one.
 *
 * @throws {RangeError} if `examples` is not a whole number from 1 to the size of the training split
 */
export function withFewerExamples(
  parts: DatasetParts,
  examples: number,
  choice: Choice,
  seed: number,
): DatasetParts {
  const { name, train } = parts;
  if (!Number.isInteger(examples) || examples < 1 || examples > train.count)
    throw new RangeError(
      `Cannot take ${examples} training examples of "${name}": ` +
        `examples must be a whole number from 1 to ${train.count}, the size of its training split.`,
    );
  const kept = preferred(parts, choice, seed).subarray(0, examples);
  return { ...parts, train: takeRows(train, kept.sort()) };
}
