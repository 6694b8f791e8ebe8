import { tf } from "../../tensorflow/tensorflow.js";
import { movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * RMSprop: Adagrad that forgets. It has no momentum; ρ is the hyperparameter `beta2`, 0.9 unless chosen otherwise.
 *
 * v ← ρ·v + (1 − ρ)·g², w ← w − α·g / √(v + ε)
 *
 * @see Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012
 */
export const rmsprop: Optimizer = {
  slots: [{ name: "square", initial: 0 }],
  update: (weight, gradient, [square], rates) => {
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const change = tf.div(tf.mul(rates.learningRate, gradient), tf.sqrt(tf.add(v, rates.epsilon)));
    return { weight: tf.sub(weight, change), slots: [v] };
  },
};
