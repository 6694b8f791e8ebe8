import type { RunRecord } from "../training-run.js";
import { recordOf } from "./run-record.js";
import { trainTogether } from "../train-fleet.js";
import type { Dataset } from "../../data/dataset.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";

/** What a run of a fleet needs: its own hyperparameters and seed. */
export interface FleetRun {
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
}

/** How a fleet is stopped and watched. */
export interface TrainerOptions {
  /** Aborted to end the fleet early; its runs then end "interrupted" and keep what they have. */
  readonly signal: AbortSignal;
  /** Epochs from one validation to the next; every epoch is validated if left out. */
  readonly validateEvery?: number | undefined;
  /** Called now and then with the part of the fleet's training that is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/**
 * Trains runs that can share a graph and gives their records, in the same order. The sweep knows the trainer only
 * as this function, so that its own tests need no TensorFlow.
 */
export type FleetTrainer = (
  data: Dataset,
  runs: readonly FleetRun[],
  options: TrainerOptions,
) => Promise<readonly RunRecord[]>;

/**
 * Trains a fleet for real and keeps the records. The weights are released: a sweep of hundreds of runs would fill the
 * memory with them.
 */
export const trainRecords: FleetTrainer = async (data, runs, { signal, validateEvery = 1, onProgress }) => {
  const requests = runs.map(({ hyperparameters, seed }) => ({ hyperparameters, seed }));
  const trained = await trainTogether(data, requests, { signal, validateEvery, silent: true, onProgress });
  for (const run of trained) run.dispose();
  return trained.map(recordOf);
};
