import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { redraw } from "./affine.js";
import { randomMaps, type ChangeInput, type MovingKind } from "./maps.js";
import { cutout, mixup } from "./pixelwise.js";

/** The kinds of augmentation. */
export type AugmentationKind = MovingKind | "cutout" | "mixup";

/** How many uniform random numbers one example needs. */
export const augmentationNoise = (kind: AugmentationKind): number => (kind === "combined" ? 4 : 3);

/**
 * Changes every example at random.
 *
 * @param inputs [K, B, ...inputShape]
 * @param noise uniform in [0, 1), [K, B, `augmentationNoise(kind)`]: the same noise gives the same change
 * @param strength of each run, [K]
 * @returns the same shape
 */
export type Augmentation = (inputs: Tensor, noise: Tensor, strength: Tensor) => Tensor;

/**
 * The augmentation of a kind for examples of a shape: images, or sequences, which can be changed in every way except
 * rotation (and so not `"combined"`). `"mixup"` takes examples of any shape, and their targets with the same noise.
 *
 * @throws {RangeError} if such examples cannot be changed that way
 * @see Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", 2003
 * @example
 * const flip = augmentationOf("flip", [8, 8, 1]);
 * const images = tf.zeros([1, 32, 8, 8, 1]); // one run, a batch of 32
 * flip(images, tf.randomUniform([1, 32, 3]), tf.tensor1d([0.5]));
 */
export function augmentationOf(kind: AugmentationKind, inputShape: readonly number[]): Augmentation {
  if (kind === "mixup")
    return (inputs, noise, strength) => mixup(inputs, firstOf(noise, inputs.shape.slice(0, 2)), strength);
  const [height, width, channels] = asImageShape(kind, inputShape);
  const numbers = augmentationNoise(kind);
  return (inputs, noise, strength) => {
    const [runs, examples] = inputs.shape as [number, number];
    const count = runs * examples;
    const eachStrength = tf.tile(tf.reshape(strength, [runs, 1, 1]), [1, examples, 1]);
    const changed = changedImages(kind, tf.reshape(inputs, [count, height, width, channels]), {
      noise: tf.split(tf.reshape(noise, [count, numbers]), numbers, 1),
      strength: tf.reshape(eachStrength, [count, 1]),
      height,
      width,
    });
    return tf.reshape(changed, inputs.shape);
  };
}

function changedImages(kind: Exclude<AugmentationKind, "mixup">, images: Tensor, input: ChangeInput): Tensor {
  return kind === "cutout" ? cutout(images, input) : redraw(images, randomMaps[kind](input));
}

/** The first random number of every example, [K, B]. */
const firstOf = (noise: Tensor, shape: readonly number[]): Tensor =>
  tf.reshape(tf.slice(noise, [0, 0, 0], [-1, -1, 1]), [...shape]);

function asImageShape(kind: AugmentationKind, inputShape: readonly number[]): [number, number, number] {
  const shape = inputShape.length === 2 ? [1, ...inputShape] : [...inputShape];
  const turns = kind === "rotate" || kind === "combined";
  if (shape.length === 3 && !(turns && shape[0] === 1)) return shape as [number, number, number];
  throw new RangeError(
    `Cannot train with augmentation = "${kind}": examples of shape [${inputShape.join(", ")}] cannot be changed that way. ` +
      'It needs images of shape [height, width, channels] (or, except for "rotate" and "combined", sequences of shape [time, features]); ' +
      'use augmentation = "none".',
  );
}
