import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { ChangeInput } from "./maps.js";

/**
 * Cutout: a rectangle of 0, `strength` of the image's width and height, at a random place; what sticks out of the image is lost. A
 * sequence loses a stretch of time.
 *
 * @param images [N, height, width, channels]
 * @see DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", 2017
 */
export function cutout(images: Tensor, { noise, strength, height, width }: ChangeInput): Tensor {
  const across = isCut(width, noise[0]!, strength);
  const down = height === 1 ? tf.onesLike(noise[1]!) : isCut(height, noise[1]!, strength);
  const hole = tf.mul(tf.expandDims(down, 2), tf.expandDims(across, 1)); // [N, height, width]
  return tf.mul(images, tf.expandDims(tf.sub(1, hole), -1));
}

/** 1 for the places along a side that lie in the hole, [N, length]: closer to its middle than half its length. */
function isCut(length: number, noise: Tensor, strength: Tensor): Tensor {
  const centres = tf.tensor2d([Array.from({ length }, (_, place) => place + 0.5)]);
  const distance = tf.abs(tf.sub(centres, tf.mul(length, noise)));
  return tf.cast(tf.less(distance, tf.mul(length / 2, strength)), "float32");
}

/**
 * Mixup: (1 − s)·x + s·x′, where x′ is the next example of the batch (the first, for the last) and the share s is drawn for each example,
 * uniform in [0, strength). Inputs and targets are blended with the same shares. At strength 1 s is Beta(1, 1), the authors' α = 1.
 *
 * @param values inputs or targets, [K, B, …]
 * @param noise uniform in [0, 1), [K, B]
 * @param strength of each run, [K]
 * @see Zhang et al., "mixup: beyond empirical risk minimization", 2018
 */
export function mixup(values: Tensor, noise: Tensor, strength: Tensor): Tensor {
  const [runs, examples] = values.shape as [number, number];
  const shares = tf.mul(noise, tf.expandDims(strength, 1));
  const share = tf.reshape(shares, [runs, examples, ...values.shape.slice(2).map(() => 1)]);
  const [first, others] = tf.split(values, [1, examples - 1], 1);
  const partners = examples === 1 ? values : tf.concat([others!, first!], 1);
  return tf.add(tf.mul(tf.sub(1, share), values), tf.mul(share, partners));
}
