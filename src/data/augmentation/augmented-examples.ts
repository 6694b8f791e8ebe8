import { hyperparameters, type Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { stream } from "../../random/stream.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { augmentationNoise, augmentationOf } from "./augmentation.js";

/** What is done to examples, under the names of the hyperparameters that do it in training. */
export type AugmentationChoice = Partial<Pick<Hyperparameters, "augmentation" | "augmentationStrength">>;

/**
 * Examples as training sees them, each changed at random: for plots, or to test a network's robustness. With `"mixup"` the partner of
 * each is the next one.
 *
 * @param inputs examples one after the other, as in `dataset.train.inputs`
 * @param inputShape shape of one example, as in `dataset.inputShape`
 * @param choice kind and strength; the table's defaults where missing
 * @param seed the same seed gives the same changes
 * @returns as many examples in a new array
 * @throws {RangeError} if a value is outside its domain, there is no whole number of examples, or such examples cannot be
 *   changed that way
 * @example
 * const turned = augmentedExamples(digits.train.inputs, digits.inputShape, { augmentation: "rotate", augmentationStrength: 0.1 });
 * await show(imageGrid(turned, digits.inputShape));
 */
export function augmentedExamples(
  inputs: Float32Array,
  inputShape: readonly number[],
  choice: AugmentationChoice,
  seed = 1,
): Float32Array {
  const { augmentation, augmentationStrength } = hyperparameters(choice);
  const count = wholeCount(inputs.length, inputShape);
  if (augmentation === "none") return inputs.slice();
  const change = augmentationOf(augmentation, inputShape);
  const random = stream(seed, "augmented examples");
  const numbers = augmentationNoise(augmentation);
  const noise = Float32Array.from({ length: count * numbers }, () => random.uniform());
  return tf.tidy(() => {
    const examples = tf.tensor(inputs, [1, count, ...inputShape]);
    const uniform = tf.tensor(noise, [1, count, numbers]);
    return change(examples, uniform, tf.tensor1d([augmentationStrength])).dataSync<"float32">();
  });
}

function wholeCount(length: number, inputShape: readonly number[]): number {
  const size = inputShape.reduce((product, side) => product * side, 1);
  const count = length / size;
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(
    `Cannot change ${length} numbers as examples: one example has ${size} (${inputShape.join(" × ")}); ` +
      "give whole examples, one after the other, and at least one.",
  );
}
