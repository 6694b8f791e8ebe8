import type { Encoder } from "./encoder/encoder.js";

/** What is to be learned: one class out of several, or numbers. */
export type Task = "classification" | "regression";

/** Examples of one split, row after row in flat arrays, ready to pass to TensorFlow without another copy. */
export interface Split {
  /** How many examples there are. */
  readonly count: number;
  /** The inputs, `count` × the product of the data set's `inputShape`. */
  readonly inputs: Float32Array;
  /** Class numbers (`count`) for classification, numbers (`count` × `outputs`) for regression. */
  readonly targets: Int32Array | Float32Array;
}

/** A data set with its three splits. Training uses `train`, choices are made on `validation`, `test` is used once. */
export interface Dataset {
  readonly name: string;
  readonly task: Task;
  /** Shape of one example: `[features]`, `[height, width, channels]` or `[time, features]`. */
  readonly inputShape: readonly number[];
  /** How many classes there are, or how many numbers are predicted. */
  readonly outputs: number;
  readonly featureNames?: readonly string[];
  readonly classNames?: readonly string[];
  /** Regression with standardised targets: a target in its own unit is `target × deviation + mean`, or eˣ of that if `log`. */
  readonly targetScale?: { readonly mean: number; readonly deviation: number; readonly log?: true };
  /** Regression: what is predicted, with its unit, for axis titles. */
  readonly targetName?: string;
  /** Converts rows in their own units to these inputs, and outputs back; `run.predict` uses it. */
  readonly encoder?: Encoder;
  /** What reading and preparing recognised, filled and left out, one sentence each. */
  readonly notes?: readonly string[];
  /** SHA-256 over the splits, shapes and task: a cached run belongs to exactly these numbers. */
  readonly checksum: string;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
}
