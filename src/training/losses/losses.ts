import type { Tensor } from "@tensorflow/tfjs-node";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { binaryCrossentropy } from "./binary-crossentropy.js";
import { categoricalCrossentropy } from "./categorical-crossentropy.js";
import { huber } from "./huber.js";
import type { Loss } from "./loss.js";
import { meanAbsoluteError } from "./mean-absolute-error.js";
import { meanSquaredError } from "./mean-squared-error.js";

/** Name of a loss, "auto" decided. */
export type LossName = Exclude<Hyperparameters["loss"], "auto">;

/** Every loss by its name. */
export const losses: Readonly<Record<LossName, Loss>> = Object.freeze({
  categoricalCrossentropy,
  binaryCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
  huber,
});

/** A loss that fits the task, and how raw outputs become what the reader is shown. */
export interface FittingLoss {
  readonly name: LossName;
  readonly loss: Loss;
  /** From raw outputs, [K, B, outputs], to class probabilities or numbers. */
  readonly predict: (outputs: Tensor) => Tensor;
}

/**
 * The loss that the hyperparameters ask for, if it fits the task. "auto" is categorical cross-entropy for classes and
 * mean squared error for numbers. For classes, the losses for numbers compare probabilities (Brier, 1950).
 *
 * @throws {RangeError} if a cross-entropy is asked for where numbers are to be predicted
 */
export function lossFor(choice: Hyperparameters["loss"], task: "classification" | "regression"): FittingLoss {
  const classes = task === "classification";
  const name = choice === "auto" ? (classes ? "categoricalCrossentropy" : "meanSquaredError") : choice;
  const loss = losses[name];
  if (name === "binaryCrossentropy" || name === "categoricalCrossentropy") {
    if (!classes) throw new RangeError(misfit(name));
    return { name, loss, predict: name === "binaryCrossentropy" ? oneAgainstRest : tf.softmax };
  }
  if (!classes) return { name, loss, predict: (outputs) => outputs };
  return { name, loss: (z, y, options) => loss(tf.softmax(z), y, options), predict: tf.softmax };
}

/** Each class's own yes-or-no probability, scaled so that they add up to 1. */
function oneAgainstRest(outputs: Tensor): Tensor {
  const each = tf.sigmoid(outputs);
  return tf.div(each, tf.sum(each, -1, true));
}

function misfit(name: LossName): string {
  return (
    `Cannot train with loss = "${name}": the data set is a regression task and its targets are numbers, not classes. ` +
    'Use "meanSquaredError", "meanAbsoluteError", "huber" or "auto".'
  );
}
