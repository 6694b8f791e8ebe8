import { tf } from "../../tensorflow/tensorflow.js";
import { movingAverage } from "./moving-average.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Lion: every weight moves by exactly α, only the sign is learned. It wants a rate 3 to 10 times smaller than Adam's.
 *
 * w ← w − α·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g
 *
 * @see Chen et al., "Symbolic discovery of optimization algorithms", 2023
 */
export const lion: Optimizer = {
  slots: [{ name: "mean", initial: 0 }],
  update: (weight, gradient, [mean], rates) => {
    const direction = tf.sign(movingAverage(mean!, gradient, rates.momentum));
    return {
      weight: tf.sub(weight, tf.mul(rates.learningRate, direction)),
      slots: [movingAverage(mean!, gradient, rates.beta2)],
    };
  },
};
