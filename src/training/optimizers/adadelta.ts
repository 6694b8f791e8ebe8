import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Adadelta: steps as large as the recent steps were, in the units of the weights. ρ is the hyperparameter `beta2`.
 *
 * v ← ρ·v + (1 − ρ)·g², d = −√(u + ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·d², w ← w + α·d
 *
 * The paper has no α; its algorithm is α = 1.
 *
 * @see Zeiler, "ADADELTA: an adaptive learning rate method", 2012
 */
export const adadelta: Optimizer = {
  slots: [
    { name: "square", initial: 0 },
    { name: "squaredStep", initial: 0 },
  ],
  update: (weight, gradient, [square, squaredStep], rates) => {
    const root = (value: Tensor): Tensor => tf.sqrt(tf.add(value, rates.epsilon));
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const step = tf.div(tf.mul(root(squaredStep!), gradient), root(v));
    const u = movingAverage(squaredStep!, tf.square(step), rates.beta2);
    return { weight: tf.sub(weight, tf.mul(rates.learningRate, step)), slots: [v, u] };
  },
};
