import { tf } from "../../tensorflow/tensorflow.js";
import { collected, movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Adam: every weight has its own step, the average gradient over the root of the average squared gradient.
 *
 * m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)
 *
 * ε stands outside the bias correction, as in the paper's "ε̂" form and in Keras. The first step is about α·sign(g).
 *
 * @see Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1 and the end of section 2
 */
export const adam: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "square", initial: 0 },
  ],
  update: (weight, gradient, [mean, square], rates) => {
    const m = movingAverage(mean!, gradient, rates.momentum);
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const correction = tf.div(
      tf.sqrt(collected(rates.beta2, rates.step)),
      collected(rates.momentum, rates.step),
    );
    const change = tf.div(
      tf.mul(tf.mul(rates.learningRate, correction), m),
      tf.add(tf.sqrt(v), rates.epsilon),
    );
    return { weight: tf.sub(weight, change), slots: [m, v] };
  },
};
