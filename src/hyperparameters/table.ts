import { batchesTable } from "./table/batches.js";
import { learningRateTable } from "./table/learning-rate.js";
import { lossTable } from "./table/loss.js";
import { networkTable } from "./table/network.js";
import { optimizerTable } from "./table/optimizer.js";
import { regularizationTable } from "./table/regularization.js";
import { stoppingTable } from "./table/stopping.js";

/** The definitions by name, part by part. */
export type HyperparameterTable = typeof learningRateTable &
  typeof batchesTable &
  typeof stoppingTable &
  typeof optimizerTable &
  typeof lossTable &
  typeof networkTable &
  typeof regularizationTable;

/**
 * THE table: every hyperparameter there is, with everything known about it. The type `Hyperparameters`, validation,
 * defaults, the glossary and tuning spaces are all derived from it.
 *
 * @example
 * hyperparameterTable.dropout.meaning; // "Share of hidden units that are switched off at random in each training step."
 */
export const hyperparameterTable: HyperparameterTable = Object.freeze({
  ...learningRateTable,
  ...batchesTable,
  ...stoppingTable,
  ...optimizerTable,
  ...lossTable,
  ...networkTable,
  ...regularizationTable,
});
