import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { nativeOperations } from "../tensorflow/native-operations.js";

/** Numbers a loss works with, as tensors [K, 1] or scalars: the runs of a fleet may differ in them. */
export interface LossOptions {
  /** Where Huber's loss turns from a parabola into a line. */
  readonly huberDelta: Tensor;
  /** Share of the target that is spread over all classes. */
  readonly labelSmoothing: Tensor;
}

/**
 * The loss of each example, averaged over its outputs, without penalties and class weights.
 *
 * @param outputs raw outputs (logits for classification), [K, B, outputs]
 * @param targets one-hot classes or numbers, [K, B, outputs] or [1, B, outputs]
 * @returns [K, B]
 */
export type Loss = (outputs: Tensor, targets: Tensor, options: LossOptions) => Tensor;

/** An option of a loss, one number per run ([K, 1]) or for all (a scalar), so that it broadcasts over [K, B, outputs]. */
export function perOutput(option: Tensor): Tensor {
  return option.rank === 0 ? option : tf.expandDims(option, -1);
}

/** |x| with slope 0 at 0: x·sign(x). (The gradient of tfjs's own `abs` is −1 there, which moves perfect predictions.) */
export function absolute(x: Tensor): Tensor {
  return tf.mul(x, tf.sign(x));
}

/** Mean squared error: mean over outputs of (z − y)². Its best constant prediction is the mean of the targets. */
export const meanSquaredError: Loss = (outputs, targets) =>
  tf.mean(tf.squaredDifference(outputs, targets), -1);

/** Mean absolute error: mean over outputs of |z − y|. Its best constant prediction is the median of the targets. */
export const meanAbsoluteError: Loss = (outputs, targets) => tf.mean(absolute(tf.sub(outputs, targets)), -1);

/**
 * Huber's loss: squared error for small errors e = z − y, absolute error for large ones, so that outliers do not dominate.
 *
 * ½·e² for |e| ≤ δ, δ·|e| − ½·δ² beyond; mean over outputs
 *
 * @see Huber, "Robust estimation of a location parameter", 1964
 */
export const huber: Loss = (outputs, targets, { huberDelta }) => {
  const delta = perOutput(huberDelta);
  const size = absolute(tf.sub(outputs, targets));
  const squared = tf.minimum(size, delta);
  // One product for both parts: the sum ½·squared² + δ·(size − squared) has gradients of size δ that cancel.
  return tf.mean(tf.mul(squared, tf.sub(size, tf.mul(0.5, squared))), -1);
};

/** Targets y smoothed by s: (1 − s)·y + s·middle, where the middle is 1/2 for a yes-or-no target and 1/C for one of C classes. */
function smoothed(targets: Tensor, labelSmoothing: Tensor, middle: number): Tensor {
  const smoothing = perOutput(labelSmoothing);
  return tf.add(tf.mul(tf.sub(1, smoothing), targets), tf.mul(middle, smoothing));
}

/**
 * Binary cross-entropy from logits z: every output is a separate yes-or-no question; mean over outputs.
 *
 * softplus(z) − t·z, which is −t·log σ(z) − (1 − t)·log(1 − σ(z)), with t = (1 − s)·y + s/2 for label smoothing s
 */
export const binaryCrossentropy: Loss = (outputs, targets, { labelSmoothing }) =>
  tf.mean(tf.sub(tf.softplus(outputs), tf.mul(smoothed(targets, labelSmoothing, 0.5), outputs)), -1);

/**
 * Categorical cross-entropy from logits z: the surprise at the true class, in nats.
 *
 * −Σ t·log softmax(z) with t = (1 − s)·y + s/C, where s is the label smoothing and C the number of classes
 *
 * @see Szegedy et al., "Rethinking the Inception architecture", 2016, section 7 (label smoothing)
 */
export const categoricalCrossentropy: Loss = (outputs, targets, { labelSmoothing }) => {
  const smooth = smoothed(targets, labelSmoothing, 1 / outputs.shape.at(-1)!);
  return surprise(outputs, tf.broadcastTo(smooth, outputs.shape));
};

/** −Σ t·log softmax(z): TensorFlow computes it in one operation together with its gradient, softmax(z) − t. */
function surprise(logits: Tensor, targets: Tensor): Tensor {
  const examples = (values: Tensor): Tensor => tf.reshape(values, [-1, values.shape.at(-1)!]);
  const differentiable = tf.customGrad<Tensor>((z, save) => {
    const given = [examples(z as Tensor), examples(targets)];
    const [losses, slopes] = nativeOperations("SoftmaxCrossEntropyWithLogits", "float32", given, 2);
    (save as (tensors: Tensor[]) => void)([tf.reshape(slopes!, logits.shape)]);
    return {
      value: tf.reshape(losses!, logits.shape.slice(0, -1)),
      gradFunc: (dLosses: Tensor, saved: Tensor[]) => tf.mul(tf.expandDims(dLosses, -1), saved[0]!),
    };
  });
  return differentiable(logits);
}

/**
 * Class weights that give every class the same total weight in the loss, however rare: n / (C·nᶜ), 1 on average over examples.
 *
 * @param labels class numbers of the training split
 * @returns one weight per class; 0 for a class that does not occur
 * @see King and Zeng, "Logistic regression in rare events data", 2001; scikit-learn's class_weight="balanced"
 */
export function balancedClassWeights(labels: ArrayLike<number>, classes: number): Float32Array {
  const counts = new Float32Array(classes);
  for (let index = 0; index < labels.length; index++) counts[labels[index]!]! += 1;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (classes * count)));
}

/**
 * The weight of each example, [K, B], from one-hot targets [K, B, classes] and one weight per class, [classes] or, for each run, [K, 1, classes].
 */
export function exampleWeights(targets: Tensor, classWeights: Tensor): Tensor {
  return tf.sum(tf.mul(targets, classWeights), -1);
}

/** Name of a loss, with "auto" resolved. */
export type LossName = Exclude<Hyperparameters["loss"], "auto">;

/** Every loss by its name. */
export const losses: Readonly<Record<LossName, Loss>> = Object.freeze({
  categoricalCrossentropy,
  binaryCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
  huber,
});

/** Probabilities are kept this far from 0 and 1, as in Keras, so that logarithms stay finite. */
const probabilityEpsilon = 1e-7;

const inside = (p: Tensor): Tensor => tf.clipByValue(p, probabilityEpsilon, 1 - probabilityEpsilon);

/** The cross-entropies of probabilities p, for models whose outputs are not logits. */
export const lossesOfProbabilities: Readonly<Record<"categoricalCrossentropy" | "binaryCrossentropy", Loss>> =
  Object.freeze({
    /** −Σ t·log(p / Σp): probabilities that do not add up to 1 are scaled so that they do, as in Keras. */
    categoricalCrossentropy: (p, targets, { labelSmoothing }) => {
      const shares = inside(tf.div(p, tf.maximum(tf.sum(p, -1, true), probabilityEpsilon)));
      return tf.neg(
        tf.sum(tf.mul(smoothed(targets, labelSmoothing, 1 / p.shape.at(-1)!), tf.log(shares)), -1),
      );
    },
    /** −t·log p − (1 − t)·log(1 − p), mean over outputs. */
    binaryCrossentropy: (p, targets, { labelSmoothing }) => {
      const t = smoothed(targets, labelSmoothing, 0.5);
      const [yes, no] = [tf.log(inside(p)), tf.log(inside(tf.sub(1, p)))];
      return tf.neg(tf.mean(tf.add(tf.mul(t, yes), tf.mul(tf.sub(1, t), no)), -1));
    },
  });

/** A loss that fits the task, and how raw outputs become predictions. */
export interface FittingLoss {
  readonly name: LossName;
  readonly loss: Loss;
  /** From raw outputs, [K, B, outputs], to class probabilities or numbers, [K, B, width]. */
  readonly predict: (outputs: Tensor) => Tensor;
  /** How many numbers `predict` gives for each example, if that differs from the number of outputs. */
  readonly width?: number;
}

/**
 * The name of the loss that the hyperparameters ask for. "auto" is categorical cross-entropy for classes and mean squared error
 * for numbers.
 *
 * @throws {RangeError} if categorical cross-entropy is asked for where numbers are to be predicted
 */
export function lossName(choice: Hyperparameters["loss"], task: "classification" | "regression"): LossName {
  const classes = task === "classification";
  if (choice === "auto") return classes ? "categoricalCrossentropy" : "meanSquaredError";
  if (classes || choice !== "categoricalCrossentropy") return choice;
  throw new RangeError(
    `Cannot train with loss = "${choice}": the data set is a regression task and its targets are numbers, not classes. ` +
      'Use "meanSquaredError", "meanAbsoluteError", "huber" or "auto", or "binaryCrossentropy" for several labels of 0 or 1.',
  );
}

/**
 * The loss that the hyperparameters ask for, for raw outputs. For classes, the losses for numbers compare probabilities (Brier,
 * 1950). For numbers, binary cross-entropy takes each as the answer, 0 to 1, to a yes-or-no question: several labels at once.
 *
 * @throws {RangeError} if categorical cross-entropy is asked for where numbers are to be predicted
 */
export function lossFor(choice: Hyperparameters["loss"], task: "classification" | "regression"): FittingLoss {
  const name = lossName(choice, task);
  const loss = losses[name];
  if (task === "regression")
    return { name, loss, predict: name === "binaryCrossentropy" ? tf.sigmoid : (outputs) => outputs };
  if (name === "categoricalCrossentropy") return { name, loss, predict: tf.softmax };
  if (name === "binaryCrossentropy") return { name, loss, predict: oneAgainstRest };
  return { name, loss: (z, y, options) => loss(tf.softmax(z), y, options), predict: tf.softmax };
}

/** Each class's separate yes-or-no probability, scaled so that they add up to 1. */
function oneAgainstRest(outputs: Tensor): Tensor {
  const each = tf.sigmoid(outputs);
  return tf.div(each, tf.sum(each, -1, true));
}
