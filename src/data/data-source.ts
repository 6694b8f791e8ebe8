import type { InputSource } from "./arrays/inputs.js";
import type { TargetSource } from "./arrays/targets.js";
import type { Dataset, Task } from "./dataset.js";
import type { SplitFractions } from "./splits.js";
import type { TableOptions, TableSource } from "./table/table.js";

/** Options when making a data set. */
export interface ToDatasetOptions {
  /** Default `"data"`. */
  readonly name?: string;
  /** Default: guessed from the targets. */
  readonly task?: Task;
  /** Shape of one example, if x is flat. */
  readonly inputShape?: readonly number[];
  readonly featureNames?: readonly string[];
  /** The classes in order of their numbers; numbers in y then count from 0. */
  readonly classNames?: readonly string[];
  /** Which part goes to validation and which to the test; default a fifth each. */
  readonly fractions?: SplitFractions;
  /** Seed of the split; default 1. */
  readonly seed?: number;
  /**
   * Whether numeric inputs get mean 0 and deviation 1 on the training split, or `"both"`, both they and the target of a
   * regression; default false: numbers are left as given. `run.predict` converts rows from their own units and results back.
   * A regression target in the hundreds or more (prices, years) needs `"both"`: unscaled, its gradients are so large that
   * training usually diverges, and the predictions of a diverged run mean nothing.
   */
  readonly standardise?: boolean | "both";
  /**
   * `"log"`: the one number above 0 that a regression predicts is learned as its logarithm, scaled. Errors then count in percent rather
   * than in units, so that the largest targets (prices, incomes) do not dominate. Predictions are in the target's unit.
   */
  readonly targetScale?: "log";
}

/** Inputs and their targets, one per example. */
export interface Pairs {
  /** Nested arrays, a flat typed array, a tensor or a danfo.js DataFrame. */
  readonly x: InputSource;
  /** Class names or numbers, one-hot rows, or the numbers to predict; also as tensor or Series. */
  readonly y: TargetSource;
}

/** Examples to be split, or with splits of your own: those given are used, the others are taken from x and y. */
export interface ArrayData extends Pairs, ToDatasetOptions {
  readonly validation?: Pairs;
  readonly test?: Pairs;
}

/** Options for a table besides the column to predict. */
export interface TableDataOptions extends ToDatasetOptions, Omit<TableOptions, "literal"> {
  /** The name of the column to predict. */
  readonly target: string;
  /**
   * Whether a raw table is cleaned: missing cells are filled, rare words share one input, columns that carry no
   * information and rows without a target are left out; default false: a missing cell is an error. `notes` says what was
   * done.
   */
  readonly prepare?: boolean;
  /** Columns to keep although they seem to carry no information. */
  readonly keep?: readonly string[];
}

/** A table (a danfo.js DataFrame, the path or text of a CSV file, one object per row) and the column to predict. */
export interface TableData extends TableDataOptions {
  /** The table: a danfo.js DataFrame, the path or the text of a CSV file, or one object per row. */
  readonly frame: TableSource;
}

/** Everything that can be trained on. */
export type DataSource = Dataset | ArrayData | TableData;
