import { indices, shuffledIndices } from "../random/shuffled.js";
import { type DatasetParts, withChecksum } from "./checksum.js";
import { stratifiedOrder, takeRows } from "./splits.js";
import { type RandomStream, stream } from "../random/stream.js";
import type { Dataset } from "./dataset.js";

/**
 * Gives a fraction of the training examples a wrong class, drawn evenly from the others. Validation and test labels stay
 * correct.
 *
 * @throws {RangeError} if `fraction` is outside [0, 1]
 * @throws {TypeError} if the task is regression
 */
export function withLabelNoise(parts: DatasetParts, fraction: number, random: RandomStream): DatasetParts {
  if (!(fraction >= 0 && fraction <= 1))
    throw new RangeError(`Cannot give wrong labels: labelNoise is ${fraction}, it must be between 0 and 1.`);
  if (parts.task !== "classification")
    throw new TypeError(
      `Cannot give wrong labels: "${parts.name}" has no classes, labelNoise is for classification.`,
    );
  const { train, outputs } = parts;
  const targets = Int32Array.from(train.targets);
  const wrong = Math.round(fraction * train.count);
  for (const index of shuffledIndices(train.count, random).subarray(0, wrong))
    targets[index] = (targets[index]! + random.integer(1, outputs - 1)) % outputs;
  return { ...parts, train: { ...train, targets } };
}

/** How the training examples to keep are chosen. */
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
 * Keeps `examples` of the training examples: with class proportions kept, or the latest of a time series. A smaller
 * selection is a subset of a larger one.
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

/**
 * The same data with the training split sorted by class (or by the first number predicted), as data often arrive: chapter
 * 04 shows how batches in stored order then behave.
 *
 * @example
 * const sorted = sortedByTarget(await loadDataset("digits"));
 * sorted.train.targets[0]; // 0
 */
export function sortedByTarget(data: Dataset): Dataset {
  const { count, targets } = data.train;
  const width = targets.length / count;
  const order = indices(count).sort((a, b) => targets[a * width]! - targets[b * width]!);
  return withChecksum({ ...data, train: takeRows(data.train, order) });
}
