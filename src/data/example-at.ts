import type { Dataset } from "./dataset.js";

/** One example. */
export interface Example {
  /** Its inputs, flat. */
  readonly inputs: Float32Array;
  /** Its class number, or the first number to predict. */
  readonly target: number;
  /** Classification: the name of its class. */
  readonly className?: string;
}

/**
 * One example of a split, for a picture or a look.
 *
 * @param index counted from 0
 * @throws {RangeError} if the split has no such example
 * @example
 * exampleAt(await loadDataset("digits"), "train", 0).inputs.length; // 64
 */
export function exampleAt(data: Dataset, split: "train" | "validation" | "test", index: number): Example {
  const { count, inputs, targets } = data[split];
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new RangeError(
      `Cannot show example ${index} of the ${split} split of "${data.name}": it must be a whole number from 0 to ${count - 1}.`,
    );
  const width = inputs.length / count;
  const target = targets[(index * targets.length) / count]!;
  const className = data.task === "classification" ? data.classNames?.[target] : undefined;
  return {
    inputs: inputs.subarray(index * width, (index + 1) * width),
    target,
    ...(className !== undefined && { className }),
  };
}
