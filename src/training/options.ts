import type { LayersModel } from "@tensorflow/tfjs";
import type { EpochRecord, WeightArrays } from "./training-run.js";

/** Where a run stands when `onEpoch` is called. */
export interface EpochEvent {
  /** Which run of the fleet, 0 for the first. */
  readonly run: number;
  readonly record: EpochRecord;
  readonly history: readonly EpochRecord[];
  /** The weights at the end of this epoch; copied only when called. */
  readonly weights: () => WeightArrays;
}

/** What a callback may answer: `"prune"` ends the run. */
export type EpochAnswer = "prune" | undefined;

/** Options of a fleet, and of a single training. */
export interface FleetOptions {
  /** Ends the training early, as an interrupt from the keyboard does; what is trained so far is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Epochs from one validation to the next; the last epoch is always validated. Default 1. */
  readonly validateEvery?: number;
  /** Called after every validated epoch of every run. */
  readonly onEpoch?: (event: EpochEvent) => EpochAnswer | Promise<EpochAnswer>;
  /** Whether to look inside after every validated epoch and before the first: see `RunRecord.diagnostics`. Default false. */
  readonly diagnostics?: boolean;
  /** Where to start from instead of weights drawn by the initializer; one for all runs or one per run. */
  readonly initialWeights?: WeightArrays | readonly WeightArrays[];
  /** `"auto"` (default) chooses the fastest path; the others force one, for comparisons: a graph with or without XLA, or none. */
  readonly engine?: "auto" | "xla" | "graph" | "eager";
  /** What progress messages are about. Default: the data set's name. */
  readonly title?: string;
  /** Called with progress instead of publishing it: for callers that publish their own. */
  readonly silent?: boolean;
}

/** Options of `train`. */
export interface TrainOptions extends FleetOptions {
  /** Everything random in the run comes from it. Default 1. */
  readonly seed?: number;
  /** A model of your own in place of the network the hyperparameters describe; its weights are trained in place. */
  readonly model?: LayersModel;
}
