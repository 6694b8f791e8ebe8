import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { throughSigmoid, throughTanh, type Cell, type CellInput } from "./cell.js";

/**
 * Long short-term memory: a cell that is only ever added to and forgotten from, so that gradients survive many steps.
 *
 * i, f, o = σ(…), c̃ = tanh(…), c ← f ∘ c + i ∘ c̃, h ← o ∘ tanh(c); the forget gate's bias begins at 1
 *
 * @see Hochreiter and Schmidhuber, "Long short-term memory", 1997; Gers et al., "Learning to forget", 2000; Jozefowicz et
 * al., "An empirical exploration of recurrent network architectures", 2015 (the bias of 1)
 */
export const lstmCell: Cell = {
  sums: 4,
  memories: 2,
  apart: false,
  firstBias: [0, 1, 0, 0],
  step: (input) => {
    const { show, next } = gates(input);
    return tf.concat([tf.mul(show, tf.tanh(next)), next], -1);
  },
  stepBack: (input, dNext) => {
    const { take, keep, fresh, show, memory, next } = gates(input);
    const [dOutput, dLater] = tf.split(dNext, 2, -1) as [Tensor, Tensor];
    const shown = tf.tanh(next);
    const dMemory = tf.add(dLater, throughTanh(shown, tf.mul(dOutput, show)));
    const dSums = [
      throughSigmoid(take, tf.mul(dMemory, fresh)),
      throughSigmoid(keep, tf.mul(dMemory, memory)),
      throughTanh(fresh, tf.mul(dMemory, take)),
      throughSigmoid(show, tf.mul(dOutput, shown)),
    ];
    const dState = tf.concat([tf.zerosLike(dOutput), tf.mul(dMemory, keep)], -1);
    return { inputs: tf.concat(dSums, -1), state: dState };
  },
};

interface Gates {
  /** i, f, c̃ and o. */
  readonly take: Tensor;
  readonly keep: Tensor;
  readonly fresh: Tensor;
  readonly show: Tensor;
  /** c before this step and after it. */
  readonly memory: Tensor;
  readonly next: Tensor;
}

function gates({ inputs, recurrent, state }: CellInput): Gates {
  const sums = tf.split(tf.add(inputs, recurrent), 4, -1) as [Tensor, Tensor, Tensor, Tensor];
  const [, memory] = tf.split(state, 2, -1) as [Tensor, Tensor];
  const [take, keep, show] = [tf.sigmoid(sums[0]), tf.sigmoid(sums[1]), tf.sigmoid(sums[3])];
  const fresh = tf.tanh(sums[2]);
  return { take, keep, fresh, show, memory, next: tf.add(tf.mul(keep, memory), tf.mul(take, fresh)) };
}
