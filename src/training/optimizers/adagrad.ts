import { tf } from "../../tensorflow/tensorflow.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Adagrad: every weight's rate falls with the sum of its squared gradients so far.
 *
 * s ← s + g², w ← w − α·g / √(s + ε), s at first 0.1 as in Keras, so that the first steps are not all of size α
 *
 * @see Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011
 */
export const adagrad: Optimizer = {
  slots: [{ name: "squares", initial: 0.1 }],
  update: (weight, gradient, [squares], rates) => {
    const sum = tf.add(squares!, tf.square(gradient));
    const change = tf.div(tf.mul(rates.learningRate, gradient), tf.sqrt(tf.add(sum, rates.epsilon)));
    return { weight: tf.sub(weight, change), slots: [sum] };
  },
};
