import type { InputSource } from "./arrays/inputs.js";
import type { FrameLike } from "./arrays/numbers.js";
import type { TargetSource } from "./arrays/targets.js";
import type { Dataset, Task } from "./dataset.js";
import type { SplitFractions } from "./splits.js";

/** Choices when making a data set. */
export interface ToDatasetOptions {
  /** Default `"data"`. */
  readonly name?: string;
  /** Default: guessed from the targets. */
  readonly task?: Task;
  /** Shape of one example, where x is flat. */
  readonly inputShape?: readonly number[];
  readonly featureNames?: readonly string[];
  /** The classes in order of their numbers; numbers in y then count from 0. */
  readonly classNames?: readonly string[];
  /** Which part goes to validation and which to the test; default a fifth each. */
  readonly fractions?: SplitFractions;
  /** Seed of the split; default 1. */
  readonly seed?: number;
  /** Whether numeric inputs get mean 0 and deviation 1 on the training split; default false: your numbers stay yours. */
  readonly standardise?: boolean;
}

/** Inputs and their targets, one per example. */
export interface Pairs {
  /** Nested arrays, a flat typed array, a tensor or a danfo.js DataFrame. */
  readonly x: InputSource;
  /** Class names or numbers, one-hot rows, or the numbers to predict; also as tensor or Series. */
  readonly y: TargetSource;
}

/** Examples to be split, or with splits of your own: what is given is used, what is not is dealt out of x and y. */
export interface ArrayData extends Pairs, ToDatasetOptions {
  readonly validation?: Pairs;
  readonly test?: Pairs;
}

/** A danfo.js DataFrame and the name of the column to predict. */
export interface FrameData extends ToDatasetOptions {
  readonly frame: FrameLike;
  readonly target: string;
}

/** Everything that can be trained on. */
export type DataSource = Dataset | ArrayData | FrameData;
