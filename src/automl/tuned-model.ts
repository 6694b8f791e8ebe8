import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { predictedClasses } from "../training/metrics.js";
import type { TrainingRun } from "../training/training-run.js";
import type { Prepared } from "./prepare.js";
import type { TableSource } from "./table/table-of.js";

/** The network that a search chose, ready for rows it has not seen. */
export interface TunedModel {
  readonly hyperparameters: Hyperparameters;
  /** The training it came from: history, weights; `saveRun` keeps it. */
  readonly run: TrainingRun;
  /**
   * What the network says about new rows: the class of each, by name, or the number, in the unit of the target.
   *
   * @param rows a table with the columns of the one it was tuned on (the target may be missing), or inputs as flat numbers
   * @throws {RangeError} if a column is missing or a cell is empty or has a word that never occurred
   */
  predict(rows: TableSource | Float32Array): (string | number)[];
}

export function tunedModel({ data, encode }: Prepared, run: TrainingRun): TunedModel {
  const { task, outputs, classNames, targetScale } = data;
  return {
    hyperparameters: run.hyperparameters,
    run,
    predict: (rows) => {
      const predicted = run.predict(encode(rows));
      if (task === "classification")
        return Array.from(predictedClasses(predicted, outputs), (label) => classNames?.[label] ?? label);
      return Array.from(predicted, (value) =>
        targetScale ? value * targetScale.deviation + targetScale.mean : value,
      );
    },
  };
}
