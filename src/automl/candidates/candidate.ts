import type { Dataset } from "../../data/dataset.js";
import type { Encoder } from "../../data/encoder/encoder.js";
import type { Params } from "../../hyperparameters/space/domain.js";
import type { EpochAnswer } from "../../training/options.js";
import type { EpochRecord } from "../../training/training-run.js";
import type { Trial } from "../../tuning/trial/trial.js";
import type { Family, Member } from "./member.js";

/** Data that a candidate is fitted to. */
export type Examples = Dataset & { readonly encoder: Encoder };

/** How a candidate is fitted. */
export interface FitOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Epochs or rounds, as many as were best elsewhere; without it the validation split decides. */
  readonly effort?: number | undefined;
  /** Called after each epoch of a network. */
  readonly onEpoch?: (record: EpochRecord) => EpochAnswer;
}

/** A fitted candidate, or why there is none. */
export interface Fit {
  readonly member?: Member;
  /** Epochs or rounds that the model has. */
  readonly effort?: number;
  /** How it ended, for a network one sentence with the reason. */
  readonly ending: string;
}

/** One kind of model, and what is searched of it. */
export interface Candidate {
  readonly family: Family;
  /** Sensible values without tuning: its first trial. */
  readonly untuned: Params;
  /** Trials after which there is nothing new to find. */
  readonly enough: number;
  /** Asks a trial for a value of all that is searched. */
  suggest(trial: Trial): Params;
  fit(data: Examples, params: Params, options: FitOptions): Promise<Fit>;
  /** Fits to several data sets of one shape at once, each from a seed of its own. Only where one after the other would be slower. */
  fitAll?(sets: readonly Examples[], params: Params, options: FitOptions): Promise<Fit[]>;
}
