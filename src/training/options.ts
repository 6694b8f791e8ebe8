import type { LayersModel } from "@tensorflow/tfjs";
import { isHyperparameterName } from "../hyperparameters/hyperparameters.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import type { OwnChoices } from "./own-choices.js";
import type { EpochRecord, WeightArrays } from "./training-run.js";

/** The state of a run when `onEpoch` is called. */
export interface EpochEvent {
  /** Which run of the fleet, 0 for the first. */
  readonly run: number;
  readonly record: EpochRecord;
  readonly history: readonly EpochRecord[];
  /** The weights at the end of this epoch; copied only when called. */
  readonly weights: () => WeightArrays;
}

/** What a callback may return: `"prune"` ends the run. */
export type EpochAnswer = "prune" | undefined;

/** Options of a fleet, and of a single training. */
export interface FleetOptions extends OwnChoices {
  /** Ends the training early, as a keyboard interrupt does; what has been trained so far is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Epochs from one validation to the next; the last epoch is always validated. Default 1. */
  readonly validateEvery?: number;
  /** Called after every validated epoch of every run. */
  readonly onEpoch?: (event: EpochEvent) => EpochAnswer | Promise<EpochAnswer>;
  /** Whether to record diagnostics before the first epoch and after every validated one: see `RunRecord.diagnostics`. Default false. */
  readonly diagnostics?: boolean;
  /** Where to start from instead of weights drawn by the initializer; one for all runs or one per run. */
  readonly initialWeights?: WeightArrays | readonly WeightArrays[];
  /** `"auto"` (default) chooses the fastest path; the others force one, for comparison: a graph with or without XLA, or none. */
  readonly engine?: "auto" | "xla" | "graph" | "eager";
  /** The title of progress messages. Default: the data set's name. */
  readonly title?: string;
  /** Called with progress instead of publishing it: for callers that publish it themselves. */
  readonly silent?: boolean;
}

/** Options of `train`. */
export interface TrainOptions extends FleetOptions {
  /** Everything random in the run comes from it. Default 1. */
  readonly seed?: number;
  /**
   * A model of your own in place of the network the hyperparameters describe; its weights are trained in place. The optimizer and
   * the loss are those of the hyperparameters, not those it may have been compiled with.
   */
  readonly model?: LayersModel;
}

const fleetOptionNames = [
  ...["signal", "validateEvery", "onEpoch", "diagnostics", "initialWeights", "engine", "title", "silent"],
  ...["loss", "schedule", "classWeight", "sampleWeight"],
];

/** Options that other libraries have under these names, and what to use instead. */
const elsewhere: Readonly<Record<string, string>> = {
  callbacks: "use onEpoch, which is called after every epoch",
  verbose: "progress is shown by whatever subscribes to it; silent: true turns it off",
  shuffle: "use the hyperparameter batchSelection",
  validationData: "a data set has a validation split of its own, see toDataset",
  validationSplit: "a data set has a validation split of its own, see toDataset",
  metrics: "accuracy or mean absolute error are always measured; run.evaluate gives more",
  stepsPerEpoch: "an epoch is all training examples",
  initialEpoch:
    "training cannot be resumed in the middle; initialWeights goes on from trained weights with a fresh optimizer",
  resume:
    "the state of an optimizer is not kept; initialWeights goes on from trained weights with a fresh optimizer",
  optimizerState:
    "the state of an optimizer is not kept; initialWeights goes on from trained weights with a fresh optimizer",
  checkpoint: "onEpoch is handed the weights of every epoch, and saveRun keeps those of a finished run",
};

/**
 * Rejects options that nothing would read.
 *
 * @throws {TypeError} that names the option and what to use instead
 */
export function checkTrainingOptions(
  name: "train" | "trainFleet",
  options: object,
  more: readonly string[] = [],
): void {
  const names = [...more, ...fleetOptionNames];
  for (const option of Object.keys(options)) {
    if (names.includes(option)) continue;
    const instead = isHyperparameterName(option)
      ? `it is a hyperparameter; give it with the others, before the options`
      : Object.hasOwn(elsewhere, option)
        ? elsewhere[option]!
        : undefined;
    if (instead !== undefined) throw new TypeError(`Cannot train with the option "${option}": ${instead}.`);
  }
  checkOptionNames(`call ${name}`, options, names);
}
