import type { StudyView } from "../trial/trial-record.js";
import type { Choice, Domain, Params, Space } from "../../hyperparameters/space/domain.js";

/** Values for a trial, and notes to keep with it, which the sampler reads back from `systemAttributes`. */
export interface Proposal {
  readonly params: Params;
  readonly notes?: Readonly<Record<string, unknown>>;
}

/**
 * Decides which values a trial gets.
 *
 * A sampler is a function of its seed, the trial's number and the records of earlier trials, and keeps nothing that it
 * could not recompute from these (caches aside). So the same seed gives the same trials, a resumed study
 * continues as if it had never stopped, and processes that share a journal may share a seed.
 */
export interface Sampler {
  readonly name: string;

  /**
   * Values for parameters that belong together, drawn once at the beginning of a trial.
   *
   * @param space the parameters that every informative trial so far has had, with the same domain; empty at first
   * @returns values for any of them (or for others); those left out are asked for one by one
   */
  sampleTogether?(study: StudyView, trialNumber: number, space: Space): Proposal;

  /** A value for one parameter that `sampleTogether` did not give, as when the trial is the first or a branch is new. */
  sampleOne(study: StudyView, trialNumber: number, name: string, domain: Domain): Choice;

  /** Whether there is nothing left to try, as at the end of a grid. */
  isExhausted?(study: StudyView): boolean;
}

/** A sampler's cache per study, garbage-collected together with the study. */
export function studyCache<T>(create: () => T): (study: StudyView) => T {
  const known = new WeakMap<StudyView, T>();
  return (study) => {
    const found = known.get(study) ?? create();
    known.set(study, found);
    return found;
  };
}
