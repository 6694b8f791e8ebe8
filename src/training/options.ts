import type { LayersModel } from "@tensorflow/tfjs";
import { isHyperparameterName } from "../hyperparameters/hyperparameters.js";
import { inWords } from "../runtime/in-words.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import type { OwnChoices } from "./own-choices.js";
import type { StartingPoint } from "./checkpoint.js";
import type { EpochRecord, TrainingRun, WeightArrays } from "./training-run.js";

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
  /** Epochs from one validation to the next; the last epoch is always validated, with `Infinity` only that one. Default 1. */
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
  /** Whether no progress is published, for callers that publish their own. Default false. */
  readonly silent?: boolean;
}

/** Options of a training that may begin where an earlier one ended. */
export interface StartedOptions extends FleetOptions {
  readonly start?: StartingPoint | undefined;
  /** Called after every epoch with the part of all epochs that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Options of `train`. */
export interface TrainOptions extends FleetOptions {
  /** Everything random in the run comes from it. Default 1. */
  readonly seed?: number;
  /**
   * A model of your own in place of the network the hyperparameters describe; its weights are trained in place, from the values they
   * have. The optimizer and the loss are those of the hyperparameters, not those it may have been compiled with; a warning says where they differ.
   *
   * It has one input and one output. Its last layer gives, for classification, a probability for each class (softmax), or one for the
   * second of two classes (sigmoid, 1 unit); for regression, the numbers (linear). A loss that is not a cross-entropy accepts any
   * outputs of that number. What does not fit is refused before anything trains.
   *
   * `architecture`, `layers`, `units`, `kernelSize`, `pooling`, `residual`, `activation`, `initializer`, `initializerScale`, `dropout`,
   * `batchNorm` and the other normalizations have no effect with it: it has layers of its own for them. `l1` and `l2` are added to its own regularizers.
   * Save it with `model.save`; `saveRun` refuses its run, which only code of yours could build again.
   *
   * @example
   * const model = tf.sequential();
   * model.add(tf.layers.flatten({ inputShape: [...digits.inputShape] }));
   * model.add(tf.layers.dense({ units: 32, activation: "relu" }));
   * model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
   * const classWeight = { 8: 2 }; // each 8 counts twice
   * const run = await train(digits, { optimizer: "adam", learningRate: 0.01, epochs: 3 }, { model, classWeight });
   * run.ending; // "complete"
   */
  readonly model?: LayersModel;
  /**
   * An earlier run, from `train` or `loadRun`, to go on with: weights, optimizer, schedule, batches, noise and early stopping
   * continue where it ended, and so do its history and the numbers of its epochs. `epochs` is the total; hyperparameters left out
   * are those of the run. Trained to 4 epochs and resumed to 10 it is what 10 epochs at once would have been, to the bit, if its
   * schedule does not depend on the total; interrupted and resumed it always is.
   */
  readonly resume?: TrainingRun;
}

const fleetOptionNames = [
  ...["signal", "validateEvery", "onEpoch", "diagnostics", "initialWeights", "engine", "title", "silent"],
  ...["loss", "schedule", "classWeight", "sampleWeight", "maximalUpdate"],
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
  initialEpoch: "train(data, hyperparameters, { resume: run }) goes on after the last epoch of a run",
  resume: "only train() resumes a run, one at a time; initialWeights starts a fleet from trained weights",
  optimizerState: "a run carries it, and train(data, hyperparameters, { resume: run }) goes on from it",
  checkpoint:
    "saveRun keeps a finished or interrupted run with the state of its optimizer, and resume goes on from it",
};

/** The options of `train` that are not hyperparameters as well. */
const onlyOptions = ["seed", "model", "resume", ...fleetOptionNames].filter(
  (name) => !isHyperparameterName(name),
);

/**
 * Rejects options among the hyperparameters: the nearest hyperparameter by its letters would mislead.
 *
 * @param place where the options belong
 * @throws {TypeError} that names the option and its place
 */
export function refuseOptionsAmong(hyperparameters: object, place: string): void {
  const option = onlyOptions.find((name) => Object.hasOwn(hyperparameters, name));
  if (option !== undefined)
    throw new TypeError(
      `Cannot train with the hyperparameter "${option}": it is an option, not a hyperparameter. Give it in ${place}.`,
    );
}

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
  checkValidateEvery(name, (options as FleetOptions).validateEvery);
}

/**
 * @param attempt what is called with it
 * @throws {RangeError} if it is neither a whole number of epochs, 1 or more, nor Infinity
 */
export function checkValidateEvery(attempt: string, epochs = 1): void {
  if (epochs !== Infinity && (!Number.isInteger(epochs) || epochs < 1))
    throw new RangeError(
      `Cannot call ${attempt} with validateEvery: ${inWords(epochs)}. Give how many epochs lie between two validations ` +
        `(a whole number, 1 or more), or Infinity to validate only the last.`,
    );
}
