import type { RunRecord, TrainingRun } from "../training/training-run.js";
import { trainFleet } from "../training/train-fleet.js";
import type { FleetTrainer } from "./fleet-trainer.js";

/**
 * Trains a fleet for real and keeps the records. The weights are let go: a sweep of hundreds of runs would fill the
 * memory with them.
 */
export const trainRecords: FleetTrainer = async (data, runs, { signal, onProgress }) => {
  const epochsDone = runs.map(() => 0);
  const epochs = runs.reduce((sum, { hyperparameters }) => sum + hyperparameters.epochs, 0);
  const trained = await trainFleet(data, runs, {
    signal,
    silent: true,
    onEpoch: ({ run, record }) => {
      epochsDone[run] = record.epoch;
      onProgress(epochsDone.reduce((sum, done) => sum + done, 0) / epochs);
      return undefined;
    },
  });
  return trained.map(recordOf);
};

/** A run without its weights: plain data that can be sent to another process and written to a file. */
function recordOf(run: TrainingRun): RunRecord {
  run.dispose();
  const { hyperparameters, seed, dataset, parameterCount, history, stepLosses } = run;
  const { ending, endingReason, engine, keptEpoch, seconds } = run;
  return {
    ...{ hyperparameters, seed, dataset, parameterCount, history, stepLosses },
    ...{ ending, endingReason, engine, keptEpoch, seconds },
  };
}
