import type { StudyView, TrialRecord } from "../trial/trial-record.js";

/**
 * Decides whether a running trial is worth its time, from the values that it and the others have reported.
 *
 * A pruner is a function of the records, like a sampler, and keeps no state of its own.
 */
export interface Pruner {
  readonly name: string;
  /** Whether to stop `trial`, whose last intermediate value has just been reported. */
  shouldPrune(study: StudyView, trial: TrialRecord): boolean;
}

/** Lets every trial run to its end: the baseline for the other pruners. */
export function noPruner(): Pruner {
  return { name: "none", shouldPrune: () => false };
}
