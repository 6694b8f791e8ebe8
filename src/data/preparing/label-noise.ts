import type { DatasetParts } from "../checksum.js";
import { shuffledIndices } from "../../random/shuffled.js";
import type { RandomStream } from "../../random/stream.js";

/**
 * Gives a fraction of the training examples a wrong class, drawn evenly from the others. Validation and test stay true.
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
