import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { collected, movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Nadam: Adam with Nesterov's look ahead and a momentum that warms up.
 *
 * μₜ = β₁·(1 − ½·0.96ᵗ), Πₜ = μ₁·…·μₜ, m and v as in Adam,
 * m̂ = μₜ₊₁·m / (1 − Πₜ₊₁) + (1 − μₜ)·g / (1 − Πₜ), v̂ = v / (1 − β₂ᵗ), w ← w − α·m̂ / (√v̂ + ε)
 *
 * Π has no closed form, so it is a slot like the others.
 *
 * @see Dozat, "Incorporating Nesterov momentum into Adam", 2016
 */
export const nadam: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "square", initial: 0 },
    { name: "momentumProduct", initial: 1 },
  ],
  update: (weight, gradient, [mean, square, product], rates) => {
    const now = warmedUp(rates.momentum, rates.step);
    const next = warmedUp(rates.momentum, tf.add(rates.step, 1));
    const productNow = tf.mul(product!, now);
    const m = movingAverage(mean!, gradient, rates.momentum);
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const ahead = tf.div(tf.mul(next, m), tf.sub(1, tf.mul(productNow, next)));
    const fresh = tf.div(tf.mul(tf.sub(1, now), gradient), tf.sub(1, productNow));
    const root = tf.sqrt(tf.div(v, collected(rates.beta2, rates.step)));
    const change = tf.div(tf.mul(rates.learningRate, tf.add(ahead, fresh)), tf.add(root, rates.epsilon));
    return { weight: tf.sub(weight, change), slots: [m, v, productNow] };
  },
};

function warmedUp(momentum: Tensor, step: Tensor): Tensor {
  return tf.mul(momentum, tf.sub(1, tf.mul(0.5, tf.pow(0.96, step))));
}
