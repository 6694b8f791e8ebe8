import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { RunRecord } from "../training/training-run.js";

/** One run of a sweep: the values that were varied, the seed, and the result. */
export interface SweepRun {
  readonly values: Readonly<Partial<Hyperparameters>>;
  readonly seed: number;
  readonly run: RunRecord;
  /** Whether the run came from the cache instead of being trained now. */
  readonly cached: boolean;
}

/** All runs of a sweep, values in the order given (the last name varies fastest), then seeds. */
export interface SweepResult {
  /** Names of the hyperparameters that were varied. */
  readonly names: readonly (keyof Hyperparameters)[];
  readonly base: Hyperparameters;
  readonly seeds: readonly number[];
  /** In stable order; fewer than planned if the sweep was interrupted. */
  readonly runs: readonly SweepRun[];
  readonly planned: number;
  readonly ending: "complete" | "interrupted";
  readonly seconds: number;
}
