import type { Dataset } from "../data/dataset.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { RunRecord } from "../training/training-run.js";

/** What a run of a fleet needs: its own hyperparameters and seed. */
export interface FleetRun {
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
}

/** How a fleet is stopped and watched. */
export interface FleetOptions {
  /** Aborted to end the fleet early; its runs then end "interrupted" and keep what they have. */
  readonly signal: AbortSignal;
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
  options: FleetOptions,
) => Promise<readonly RunRecord[]>;
