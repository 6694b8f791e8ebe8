import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { EpochRecord } from "./training-run.js";

/** What early stopping remembers from epoch to epoch. */
export interface StopperState {
  /** The best value so far, as something to make small. */
  readonly best: number;
  readonly bestEpoch: number;
  /** Measured epochs since the best. */
  readonly waited: number;
}

/** Which hyperparameters early stopping reads. */
export type StopperOptions = Pick<Hyperparameters, "earlyStopping" | "minDelta">;

/** Before the first epoch. */
export const stopperStart: StopperState = Object.freeze({ best: Infinity, bestEpoch: 0, waited: 0 });

/**
 * One epoch of early stopping, as a pure function from state to state: an epoch is a new best if the watched quantity
 * is better by more than `minDelta`, and otherwise one more epoch of waiting. A run ends when it has waited as many
 * epochs as its patience, at least one.
 *
 * @param state before the epoch
 * @param record of the epoch; accuracy counts upwards, loss downwards
 * @example
 * const state = watch(stopperStart, record, { earlyStopping: "valLoss", minDelta: 0 });
 * state.bestEpoch; // 1
 * @see Prechelt, "Early stopping, but when?", 1998
 */
export function watch(
  state: StopperState,
  record: Pick<EpochRecord, "epoch" | "valLoss" | "valAccuracy">,
  { earlyStopping, minDelta }: StopperOptions,
): StopperState {
  const value = earlyStopping === "valAccuracy" ? -(record.valAccuracy ?? 0) : record.valLoss;
  if (value < state.best - minDelta) return { best: value, bestEpoch: record.epoch, waited: 0 };
  return { ...state, waited: state.waited + 1 };
}
