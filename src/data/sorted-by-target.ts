import { indices } from "../random/shuffled.js";
import { withChecksum } from "./checksum.js";
import type { Dataset } from "./dataset.js";
import { takeRows } from "./splits/take-rows.js";

/**
 * The same data with the training split sorted by class (or by the first number predicted), as data often arrive: what
 * batches taken in stored order do with that is the subject of chapter 04.
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
