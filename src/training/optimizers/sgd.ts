import { tf } from "../../tensorflow/tensorflow.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Stochastic gradient descent: a step against the gradient.
 *
 * w ← w − α·g
 *
 * @see Robbins and Monro, "A stochastic approximation method", 1951
 */
export const sgd: Optimizer = {
  slots: [],
  update: (weight, gradient, _slots, { learningRate }) => ({
    weight: tf.sub(weight, tf.mul(learningRate, gradient)),
    slots: [],
  }),
};
