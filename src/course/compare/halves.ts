import type { Dataset, Split } from "../../data/dataset.js";
import { stratifiedOrder, takeRows } from "../../data/splits.js";
import { toDataset } from "../../data/to-dataset.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";

/** A data set twice: the same training examples, and validation examples that share none. */
export interface Halves {
  readonly tuning: Dataset;
  readonly judging: Dataset;
}

/**
 * Splits the validation examples into a tuning part and a judging part, stratified by class. The test split is in
 * both and is not used.
 *
 * @throws {RangeError} if one part would be empty
 */
export function tuningAndJudging(data: Dataset, share: number): Halves {
  const { validation } = data;
  const random = stream(0, "tuning part");
  const order =
    data.task === "classification"
      ? stratifiedOrder(validation.targets, random)
      : shuffledIndices(validation.count, random);
  const count = Math.round(share * validation.count);
  if (count < 1 || count >= validation.count)
    throw new RangeError(
      `Cannot tune on ${share} of ${validation.count} validation examples: both parts need at least one. Change tuningShare.`,
    );
  const part = (from: number, to: number): Split => takeRows(validation, order.subarray(from, to));
  return {
    tuning: toDataset({ ...data, validation: part(0, count) }),
    judging: toDataset({ ...data, validation: part(count, validation.count) }),
  };
}
