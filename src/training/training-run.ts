import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { Split } from "../data/dataset.js";
import type { OneRow, RowSource } from "../data/encoder/encode-rows.js";
import type { Answer } from "../data/encoder/encoder.js";
import type { PredictOptions } from "../data/encoder/predict.js";

/** Why a run ended. Divergence is an ending, not an exception: the reader must see it. */
export type Ending = "complete" | "early-stopped" | "diverged" | "interrupted" | "pruned";

/** What was measured at the end of one epoch, or of the part of it that was trained. Losses are at most 3.4e38. `accuracy` is missing for regression, `mae` and `r2` for classification. */
export interface EpochRecord {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Training steps (weight updates) taken so far. */
  readonly step: number;
  /** Seconds of training so far, including validation. */
  readonly seconds: number;
  /** Mean data loss over the epoch's batches, without penalties, measured while the weights changed. */
  readonly loss: number;
  /** L1 + L2 penalties at the end of the epoch; 0 without them. */
  readonly penalty: number;
  readonly accuracy?: number;
  /** Data loss on the validation split at the end of the epoch. */
  readonly valLoss: number;
  readonly valAccuracy?: number;
  readonly mae?: number;
  readonly valMae?: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
}

/** Which path trained a run, and why: `graph` is one TensorFlow graph per call, `eager` one call per operation. */
export interface Engine {
  readonly path: "graph" | "eager";
  /** Whether XLA compiled the graph. */
  readonly xla: boolean;
  /** One sentence for the user. */
  readonly reason: string;
}

/** Metrics on one split. */
export interface Metrics {
  readonly loss: number;
  readonly accuracy?: number;
  readonly precision?: number;
  readonly recall?: number;
  readonly f1?: number;
  /** Rows are true classes, columns predicted ones. */
  readonly confusion?: readonly (readonly number[])[];
  readonly mae?: number;
  readonly r2?: number;
}

/** One array of weights at the end of an epoch, as Euclidean norms over the whole array. */
export interface WeightDiagnostics {
  /** For example `"dense1/kernel"`. */
  readonly name: string;
  readonly weightNorm: number;
  /** Norm of its gradient on the first batch of the epoch, penalties included, before clipping. */
  readonly gradientNorm: number;
  /** Norm of the change the optimizer would make next over the norm of the weights; about 1e-3 is healthy. */
  readonly updateRatio: number;
}

/** The outputs of one hidden layer for one batch, after its activation. */
export interface ActivationDiagnostics {
  /** 1 for the first hidden layer. */
  readonly layer: number;
  readonly mean: number;
  readonly deviation: number;
  /** Share of units that were 0 for every example: a ReLU unit like that gets no gradient. */
  readonly dead: number;
}

/** Diagnostics of a network at the end of an epoch. */
export interface EpochDiagnostics {
  /** 0 before the first step. */
  readonly epoch: number;
  /** Norm of the whole gradient. */
  readonly gradientNorm: number;
  readonly weights: readonly WeightDiagnostics[];
  readonly activations: readonly ActivationDiagnostics[];
}

/** The plain record of a run, which is drawn, cached and compared. It can be saved as JSON. */
export interface RunRecord {
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  readonly dataset: { readonly name: string; readonly checksum: string };
  /** The number of trained parameters. */
  readonly parameterCount: number;
  readonly history: readonly EpochRecord[];
  /** Data loss of every training step, in order. */
  readonly stepLosses: readonly number[];
  /** One entry before the first epoch and one after each, if `diagnostics` was set. */
  readonly diagnostics?: readonly EpochDiagnostics[];
  readonly ending: Ending;
  /** One sentence for the user: at which epoch and step, and why. */
  readonly endingReason: string;
  readonly engine: Engine;
  /** The epoch whose weights the run kept: the last, or the best under `restoreBestWeights`. */
  readonly keptEpoch: number;
  /** Seconds from the call to the result. */
  readonly seconds: number;
}

/** Weights by name, as plain arrays. */
export type WeightArrays = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array }
>;

/** A finished run: its record and the trained weights. */
export interface TrainingRun extends RunRecord {
  /**
   * Outputs for flat inputs, `count` × `outputs`: class probabilities, or numbers. Inputs of a split (and all inputs of a data set
   * without an encoder) are used as they are, and outputs compare with the split's targets; other numbers are rows in their own
   * units, and so are the outputs.
   */
  predict(inputs: Float32Array, options?: PredictOptions): Float32Array;
  /**
   * The class of one row in its own units, or the number in the target's unit: `run.predict(170)`, `run.predict({ height: 170 })`.
   * Columns that were not in training are ignored. A word that never occurred in training sets the input "other" of its column if
   * there is one, and none of its inputs otherwise. If the data set was made with `prepare: true`, an empty cell is filled as in
   * training, and an object may lack columns as long as it has no unknown ones.
   *
   * @throws {RangeError} if columns are missing (all are named), a cell is empty and cannot be filled or cannot be read as its
   *   column's type, or the numbers do not make whole examples
   * @throws {TypeError} if the data set has no encoder (only a Float32Array of network inputs can be used then), the rows are of an
   *   unsupported kind, or an option is unknown
   * @throws {Error} if the run was disposed
   */
  predict(row: OneRow, options?: PredictOptions): Answer;
  /**
   * The same for many rows: lists of the columns' cells, objects by column name, a DataFrame, the path or the text of a CSV file;
   * one answer for each, with the same errors.
   */
  predict(rows: RowSource, options?: PredictOptions): Answer[];
  /** Metrics on a split. Use the test split only once, at the end. */
  evaluate(split: Split): Metrics;
  /** The trained weights, by name. */
  weights(): WeightArrays;
  /** Frees what TensorFlow holds for this run; the record stays. */
  dispose(): void;
}
