import type { Direction, TrialRecord } from "../trial/trial-record.js";

/** What samplers, pruners, importance and charts see of a study. A `Study` is one; so is a plain object. */
export interface StudyView {
  readonly name: string;
  /** One per objective. */
  readonly directions: readonly Direction[];
  /** Every trial so far, trial number = index, of all processes that share the study. */
  readonly trials: readonly TrialRecord[];
}
