import { encodeRows, type OneRow, type RowSource } from "../data/encoder/encode-rows.js";
import { answersOf, type Answer } from "../data/encoder/encoder.js";
import { takenAsEncoded, type PredictOptions } from "../data/encoder/predict.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { TrainingRun } from "../training/training-run.js";
import type { Prepared } from "./prepare.js";

/** The network that a search chose, ready for rows it has not seen. */
export interface TunedModel {
  readonly hyperparameters: Hyperparameters;
  /** The training it came from: history, weights; `saveRun` keeps it. */
  readonly run: TrainingRun;
  /**
   * What the network says about new rows in their own units: the class of each as it came in, or the number, in the unit of the
   * target. Missing cells are filled as they were in training, a word that never occurred is "other".
   *
   * @param rows a table with the columns of the one it was tuned on (the target may be missing): a CSV file, a DataFrame, objects,
   *   lists of cells; or a single object, which has a single answer
   * @throws {RangeError} if columns are missing, or a cell cannot be read as its column's type
   */
  predict(row: OneRow, options?: PredictOptions): Answer;
  predict(rows: RowSource, options?: PredictOptions): Answer[];
}

export function tunedModel({ data }: Prepared, run: TrainingRun): TunedModel {
  const { encoder, outputs } = data;
  const predict = (rows: RowSource | OneRow, options: PredictOptions = {}): Answer | Answer[] => {
    if (!(rows instanceof Float32Array)) return run.predict(rows as RowSource, options);
    const isEncoded = options.encoded ?? takenAsEncoded(encoder, rows);
    const { inputs } = isEncoded ? { inputs: rows } : encodeRows(encoder, rows);
    return answersOf(encoder, run.predict(inputs, { encoded: true }), outputs);
  };
  return { hyperparameters: run.hyperparameters, run, predict: predict as TunedModel["predict"] };
}
