import type { Hyperparameters } from "../hyperparameters.js";

/** What reduce-on-plateau remembers from epoch to epoch. */
export interface PlateauState {
  /** What the learning rate is to be multiplied by. */
  readonly factor: number;
  readonly best: number;
  /** Epochs since the best, or since the last reduction. */
  readonly waited: number;
}

/** How reduce-on-plateau reacts: the hyperparameters of the same names, the patience being `decayEpochs`. */
export type PlateauOptions = Pick<
  Hyperparameters,
  "decayRate" | "decayEpochs" | "minDelta" | "finalFraction"
>;

/** Before the first epoch. */
export const plateauStart: PlateauState = Object.freeze({ factor: 1, best: Infinity, waited: 0 });

/**
 * One epoch of reduce-on-plateau, as a pure function from state to state: when the validation loss has not fallen by
 * more than `minDelta` for `decayEpochs` epochs, the factor is multiplied by `decayRate`, down to `finalFraction`.
 *
 * @example
 * const losses = [1, 1, 1];
 * const options = { decayRate: 0.5, decayEpochs: 2, minDelta: 0, finalFraction: 0 };
 * losses.reduce((state, loss) => reduceOnPlateau(state, loss, options), plateauStart).factor; // 0.5
 */
export function reduceOnPlateau(state: PlateauState, loss: number, options: PlateauOptions): PlateauState {
  if (loss < state.best - options.minDelta) return { ...state, best: loss, waited: 0 };
  const waited = state.waited + 1;
  if (waited < options.decayEpochs) return { ...state, waited };
  return { ...state, factor: Math.max(state.factor * options.decayRate, options.finalFraction), waited: 0 };
}
