import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { redraw } from "./affine.js";
import { randomMaps, type AugmentationKind } from "./maps.js";

/** How many uniform random numbers one example needs. */
export const AUGMENTATION_NOISE = 3;

/**
 * Changes every example at random.
 *
 * @param inputs [K, B, ...inputShape]
 * @param noise uniform in [0, 1), [K, B, 3]: the same noise gives the same change
 * @param strength of each run, [K]
 * @returns the same shape
 */
export type Augmentation = (inputs: Tensor, noise: Tensor, strength: Tensor) => Tensor;

/**
 * The augmentation of a kind for examples of a shape: images, or sequences, which can be changed in every way except
 * rotation.
 *
 * @throws {RangeError} if such examples cannot be changed that way
 * @see Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", 2003
 * @example
 * const flip = augmentationOf("flip", [8, 8, 1]);
 * const images = tf.zeros([1, 32, 8, 8, 1]); // one run, a batch of 32
 * flip(images, tf.randomUniform([1, 32, AUGMENTATION_NOISE]), tf.tensor1d([0.5]));
 */
export function augmentationOf(kind: AugmentationKind, inputShape: readonly number[]): Augmentation {
  const [height, width, channels] = asImageShape(kind, inputShape);
  return (inputs, noise, strength) => {
    const [runs, examples] = inputs.shape as [number, number];
    const count = runs * examples;
    const numbers = tf.split(tf.reshape(noise, [count, AUGMENTATION_NOISE]), AUGMENTATION_NOISE, 1);
    const eachStrength = tf.tile(tf.reshape(strength, [runs, 1, 1]), [1, examples, 1]);
    const map = randomMaps[kind]({
      noise: numbers as [Tensor, Tensor, Tensor],
      strength: tf.reshape(eachStrength, [count, 1]),
      height,
      width,
    });
    return tf.reshape(redraw(tf.reshape(inputs, [count, height, width, channels]), map), inputs.shape);
  };
}

function asImageShape(kind: AugmentationKind, inputShape: readonly number[]): [number, number, number] {
  const shape = inputShape.length === 2 ? [1, ...inputShape] : [...inputShape];
  if (shape.length === 3 && !(kind === "rotate" && shape[0] === 1)) return shape as [number, number, number];
  throw new RangeError(
    `Cannot train with augmentation = "${kind}": examples of shape [${inputShape.join(", ")}] cannot be changed that way. ` +
      'It needs images of shape [height, width, channels] (or, except for "rotate", sequences of shape [time, features]); ' +
      'use augmentation = "none".',
  );
}
