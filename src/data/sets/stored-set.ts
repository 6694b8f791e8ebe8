import { type SplitIndices, takeRows } from "../splits.js";
import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";

/** What a stored set may be asked beside its name. */
export interface StoredOptions {
  readonly seed: number;
  /** Sequences only: how many days an example looks back. */
  readonly days: number;
}

/** A set read from `datasets/` and split, its numbers still in their units. */
export interface StoredSet {
  readonly parts: DatasetParts;
  /** Features to standardise, in the last axis; none for images. */
  readonly numericColumns: readonly number[];
  /** Whether the examples follow one another in time: fewer of them are then the latest ones. */
  readonly inTime?: boolean;
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
