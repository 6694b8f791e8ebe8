import { tf } from "../../tensorflow/tensorflow.js";
import { collected, movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Adamax: Adam with the largest recent gradient in place of the root of the average square.
 *
 * m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g|), w ← w − α/(1 − β₁ᵗ)·m / (u + ε)
 *
 * @see Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 7.1
 */
export const adamax: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "largest", initial: 0 },
  ],
  update: (weight, gradient, [mean, largest], rates) => {
    const m = movingAverage(mean!, gradient, rates.momentum);
    const u = tf.maximum(tf.mul(rates.beta2, largest!), tf.abs(gradient));
    const rate = tf.div(rates.learningRate, collected(rates.momentum, rates.step));
    return { weight: tf.sub(weight, tf.div(tf.mul(rate, m), tf.add(u, rates.epsilon))), slots: [m, u] };
  },
};
