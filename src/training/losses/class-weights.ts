import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";

/**
 * Weights with which every class counts the same in the loss, however rare: n / (C·nᶜ), 1 on average over examples.
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
 * The weight of each example, [K, B], from one-hot targets [K, B, classes] and one weight per class, [classes].
 */
export function exampleWeights(targets: Tensor, classWeights: Tensor): Tensor {
  return tf.sum(tf.mul(targets, classWeights), -1);
}
