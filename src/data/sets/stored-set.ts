import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import type { SplitIndices } from "../splits/split-indices.js";
import { takeRows } from "../splits/take-rows.js";

/** What a stored set may be asked beside its name. */
export interface StoredOptions {
  readonly seed: number;
  readonly days: number;
}

/** A set read from `datasets/` and split, its numbers still in their units. */
export interface StoredSet {
  readonly parts: DatasetParts;
  /** Features to standardise, in the last axis; none for images. */
  readonly numericColumns: readonly number[];
}

/** Deals the rows of one block of examples out to the three splits. */
export function dealOut(
  facts: Omit<DatasetParts, "train" | "validation" | "test">,
  all: Split,
  { train, validation, test }: SplitIndices,
): DatasetParts {
  return {
    ...facts,
    train: takeRows(all, train),
    validation: takeRows(all, validation),
    test: takeRows(all, test),
  };
}
