import { tf } from "../../tensorflow/tensorflow.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Momentum, the heavy ball: a velocity that remembers earlier gradients.
 *
 * v ← β·v − α·g, w ← w + v
 *
 * On a quadratic with condition number κ the best β is ((√κ − 1) / (√κ + 1))².
 *
 * @see Polyak, "Some methods of speeding up the convergence of iteration methods", 1964
 */
export const momentum: Optimizer = {
  slots: [{ name: "velocity", initial: 0 }],
  update: (weight, gradient, [velocity], rates) => {
    const next = tf.sub(tf.mul(rates.momentum, velocity!), tf.mul(rates.learningRate, gradient));
    return { weight: tf.add(weight, next), slots: [next] };
  },
};
