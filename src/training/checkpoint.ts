import type { PlateauState } from "../hyperparameters/schedules.js";
import type { StopperState } from "./fleet/run-log.js";
import type { RunRecord, WeightArrays } from "./training-run.js";

/** Loss and score of each step taken so far in an epoch. */
export interface BegunEpoch {
  readonly losses: readonly number[];
  readonly scores: readonly number[];
}

/** An epoch of which no step was taken yet. */
export const notBegun: BegunEpoch = Object.freeze({ losses: [], scores: [] });

/**
 * What a run needs, beside its record, to go on as if it had not ended. Random streams need no state here: noise depends on the
 * number of the step, and the order of earlier epochs is drawn again.
 */
export interface Checkpoint {
  /** Whole epochs that were trained. */
  readonly epoch: number;
  /** The steps of the epoch in the middle of which the run was interrupted. */
  readonly begun: BegunEpoch;
  readonly stopper: StopperState;
  readonly plateau: PlateauState;
  /** Whether the weights that the run kept are its best so far, put aside for `restoreBestWeights`. */
  readonly keepsBest: boolean;
  /** Which options stood in the place of hyperparameters: functions and weights of the caller's, which only the caller has. */
  readonly ownChoices: readonly string[];
  /** The weights as they were last, which need not be those the run kept. */
  readonly weights: WeightArrays;
  /** What the optimizer remembers of each weight, under names such as `"dense1/kernel/mean"`. */
  readonly slots: WeightArrays;
}

/** An earlier run, where the training that resumes it begins. */
export interface StartingPoint {
  readonly record: RunRecord;
  readonly checkpoint: Checkpoint;
  /** The weights that the earlier run kept. */
  readonly kept: WeightArrays;
}
