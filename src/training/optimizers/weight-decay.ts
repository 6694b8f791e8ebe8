import { tf } from "../../tensorflow/tensorflow.js";
import type { Optimizer } from "./optimizer.js";

/**
 * Adds decoupled weight decay to an optimizer: before its update each weight shrinks by α·λ of itself, apart from the
 * gradient, so that no adaptive rate divides it away.
 *
 * w ← (1 − α·λ)·w, then the optimizer's own step. With SGD this is an L2 penalty of λ/2; with Adam it is not.
 *
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", 2019
 */
export function withWeightDecay(optimizer: Optimizer): Optimizer {
  return {
    slots: optimizer.slots,
    update: (weight, gradient, slots, rates) => {
      const kept = tf.mul(weight, tf.sub(1, tf.mul(rates.learningRate, rates.weightDecay)));
      return optimizer.update(kept, gradient, slots, rates);
    },
  };
}
