import { tf } from "../../tensorflow/tensorflow.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Nesterov's momentum: the gradient counts as if it had been taken where the velocity is about to lead.
 *
 * v ← β·v − α·g, w ← w + β·v − α·g with the new v
 *
 * @see Nesterov, "A method for solving a convex programming problem with convergence rate O(1/k²)", 1983; Sutskever et
 * al., "On the importance of initialization and momentum in deep learning", 2013
 */
export const nesterov: Optimizer = {
  slots: [{ name: "velocity", initial: 0 }],
  update: (weight, gradient, [velocity], rates) => {
    const step = tf.mul(rates.learningRate, gradient);
    const next = tf.sub(tf.mul(rates.momentum, velocity!), step);
    return { weight: tf.add(weight, tf.sub(tf.mul(rates.momentum, next), step)), slots: [next] };
  },
};
