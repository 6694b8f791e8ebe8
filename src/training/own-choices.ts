import type { Tensor } from "@tensorflow/tfjs";
import { checkMaximalUpdate, type MaximalUpdate } from "../models/maximal-update.js";
import { isDataset } from "../data/to-dataset.js";
import type { DataSource } from "../data/data-source.js";
import type { Dataset } from "../data/dataset.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { tf } from "../tensorflow/tensorflow.js";
import { balancedClassWeights, lossName, type FittingLoss } from "./losses.js";

/**
 * A custom loss, as in Keras: from targets (classes one-hot) and predictions (what `predict` gives), [B, n] each, to
 * one number for each example, [B]. It must consist of TensorFlow.js operations that have gradients.
 */
export type OwnLoss = (targets: Tensor, predictions: Tensor) => Tensor;

/** What a caller may pass in place of a hyperparameter. */
export interface OwnChoices {
  /** A loss of your own in place of the hyperparameter `loss`. */
  readonly loss?: OwnLoss;
  /** A learning-rate schedule of your own: from the step number, 0 for the first, to the rate, 0 or more. */
  readonly schedule?: (step: number) => number;
  /**
   * The weight of each class in training: by class number or name (1 for those left out), or one number for each. The
   * hyperparameter `classWeights: "balanced"` computes such weights from the data; only one of the two may be given.
   */
  readonly classWeight?: Readonly<Record<string, number>> | readonly number[];
  /** The weight of each training example, in the order of the data set's `train` split. */
  readonly sampleWeight?: ArrayLike<number>;
  /**
   * Scales the rates and first weights of a dense network with its width, by the rules of the maximal update parametrization (µP) for
   * optimizers of Adam's kind: weights behind the first hidden layer learn at baseUnits / units times the learning rate, and those of the
   * output layer begin √(baseUnits / units) times as large. A rate tuned at `baseUnits` units per layer then suits wider networks as well.
   * Decoupled weight decay, which is multiplied by the rate, scales with it.
   *
   * @example
   * const wide = { units: 128, optimizer: "adam", learningRate: 0.01, epochs: 3 } as const; // 0.01 was tuned with 16 units
   * const run = await train(digits, wide, { maximalUpdate: { baseUnits: 16 } });
   * run.ending; // "complete"
   * @see Yang, Hu et al., "Tensor programs V: tuning large neural networks via zero-shot hyperparameter transfer", 2022
   */
  readonly maximalUpdate?: MaximalUpdate;
}

/** Which choices of one's own were made. */
export function ownChoiceNames(choices: OwnChoices): readonly string[] {
  const { loss, schedule, classWeight, sampleWeight, maximalUpdate } = choices;
  const given = Object.entries({ loss, schedule, classWeight, sampleWeight, maximalUpdate });
  return given.filter(([, choice]) => choice !== undefined).map(([name]) => name);
}

/**
 * Checks that custom losses, schedules and weights fit the data and the hyperparameters.
 *
 * @param source what the caller gave
 * @param sets the data sets of the runs
 * @throws {RangeError|TypeError} if a weight is negative, missing or too many, a class is unknown, or a hyperparameter contradicts them
 */
export function checkOwnChoices(
  source: DataSource,
  sets: readonly [Dataset, ...Dataset[]],
  choices: readonly Hyperparameters[],
  { loss, schedule, classWeight, sampleWeight, maximalUpdate }: OwnChoices,
): void {
  for (const [name, given] of Object.entries({ loss, schedule }))
    if (given !== undefined && typeof given !== "function")
      throw new TypeError(
        `Cannot train with the option ${name} = ${JSON.stringify(given)}: it must be a function. The hyperparameter ${name} takes names.`,
      );
  for (const choice of choices) {
    if (maximalUpdate !== undefined) checkMaximalUpdate(maximalUpdate, choice);
    if (loss) refuseBoth("loss", choice.loss !== "auto", `loss = "${choice.loss}"`);
    if (schedule) refuseBoth("schedule", choice.schedule !== "constant", `schedule = "${choice.schedule}"`);
    if (schedule) refuseBoth("schedule", choice.warmup > 0, `warmup = ${choice.warmup}`);
    if (classWeight) refuseBoth("classWeight", choice.classWeights !== "none", 'classWeights = "balanced"');
  }
  if (classWeight) for (const set of sets) givenClassWeights(set, classWeight);
  if (!sampleWeight) return;
  if (sets.length > 1)
    throw new RangeError(
      `Cannot train with sampleWeight on ${sets.length} data sets together: the weights belong to the examples of one. ` +
        "Train the runs of each set by themselves, or leave sampleWeight out.",
    );
  checkSampleWeight(source, sets[0], sampleWeight);
}

function refuseBoth(option: string, isChosen: boolean, chosen: string): void {
  if (isChosen)
    throw new RangeError(
      `Cannot train with the option ${option} and the hyperparameter ${chosen}: they contradict each other. Leave one of them out.`,
    );
}

function checkSampleWeight(source: DataSource, { name, train }: Dataset, weights: ArrayLike<number>): void {
  if (!isDataset(source))
    throw new TypeError(
      "Cannot train with sampleWeight on data that is still to be split: make the data set first, toDataset(…), and give one weight " +
        "for each example of its train split.",
    );
  const all = Array.from(weights);
  const wrong = all.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (all.length === train.count && wrong < 0) return;
  throw new RangeError(
    `Cannot train with sampleWeight: ${
      wrong < 0 ? `there are ${all.length} weights` : `weight ${wrong} is ${all[wrong]!}`
    }, and "${name}" needs ${train.count} finite numbers, 0 or more, one for each training example.`,
  );
}

/** The weight of each class in training; undefined if all are equal. */
export function classWeightsFor(
  data: Dataset,
  { classWeights }: Pick<Hyperparameters, "classWeights">,
  { classWeight }: OwnChoices,
): Float32Array | undefined {
  if (classWeight) return givenClassWeights(data, classWeight);
  if (data.task !== "classification" || classWeights !== "balanced") return undefined;
  return balancedClassWeights(data.train.targets, data.outputs);
}

function givenClassWeights(
  { name, task, outputs, classNames }: Dataset,
  given: NonNullable<OwnChoices["classWeight"]>,
): Float32Array {
  const refuse = (why: string): never => {
    throw new RangeError(`Cannot train with classWeight on "${name}": ${why}.`);
  };
  if (task === "regression") refuse("it is a regression task, which has no classes");
  const weights = new Float32Array(outputs).fill(1);
  const isList = Array.isArray(given);
  if (isList && given.length !== outputs) refuse(`there are ${given.length} weights and ${outputs} classes`);
  for (const [key, weight] of Object.entries(given)) {
    const named = isList ? -1 : (classNames?.indexOf(key) ?? -1);
    const label = named >= 0 ? named : Number(key);
    if (!(Number.isInteger(label) && label >= 0 && label < outputs))
      refuse(`there is no class "${key}"; there are ${(classNames ?? [...weights.keys()]).join(", ")}`);
    if (!(weight >= 0 && weight < Infinity))
      refuse(`the weight of class "${key}" is ${weight}; it must be a finite number, 0 or more`);
    weights[label] = weight;
  }
  return weights;
}

/** A custom loss in place of another, whose `predict` gives it predictions. */
export function ownLoss(
  own: OwnLoss,
  choice: Pick<Hyperparameters, "loss">,
  task: Dataset["task"],
  { predict, width }: Pick<FittingLoss, "predict" | "width">,
): FittingLoss {
  const loss: FittingLoss["loss"] = (outputs, targets) => {
    const predictions = tf.unstack(predict(outputs));
    const given = tf.unstack(targets);
    return tf.stack(
      predictions.map((each, run) =>
        perExample(own, asWide(given[given.length === 1 ? 0 : run]!, each), each),
      ),
    );
  };
  return { name: lossName(choice.loss, task), loss, predict, ...(width !== undefined && { width }) };
}

/** Where one probability stands for two classes, so does the target. */
function asWide(targets: Tensor, predictions: Tensor): Tensor {
  const [examples, width] = predictions.shape as [number, number];
  return targets.shape[1] === width ? targets : tf.slice(targets, [0, 1], [examples, 1]);
}

function perExample(own: OwnLoss, targets: Tensor, predictions: Tensor): Tensor {
  const [examples] = predictions.shape as [number, number];
  const losses = own(targets, predictions);
  const shape = shapeOf(losses);
  if (shape?.[0] === examples && shape.every((side, axis) => axis === 0 || side === 1))
    return tf.reshape(losses, [examples]);
  throw new TypeError(
    `Cannot train with this loss: for ${examples} examples it returned ${shape ? `a tensor of shape [${shape.join(", ")}]` : `a ${typeof losses}`}, ` +
      `and it must return one number for each, [${examples}]. Leave out the mean over examples.`,
  );
}

/** A user's function may return anything. */
function shapeOf(value: unknown): readonly number[] | undefined {
  return value instanceof tf.Tensor ? (value as Tensor).shape : undefined;
}

const numbers = new WeakMap<OwnLoss, number>();
let losses = 0;

/** A number for each custom loss, always the same for the same function. */
export function numberOfLoss(loss: OwnLoss): number {
  const number = numbers.get(loss) ?? ++losses;
  numbers.set(loss, number);
  return number;
}
