import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Cell, CellInput } from "./cell.js";
import { sigmoidSlope, tanhSlope } from "./slopes.js";

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
    const { show, memory } = gates(input);
    return [tf.mul(show, tf.tanh(memory)), memory];
  },
  derivatives: (input) => {
    const { take, keep, fresh, show, memory } = gates(input);
    const shown = tf.tanh(memory);
    const memoryBy = [
      tf.mul(sigmoidSlope(take), fresh),
      tf.mul(sigmoidSlope(keep), input.state[1]!),
      tf.mul(tanhSlope(fresh), take),
    ];
    const outputByMemory = tf.mul(tanhSlope(shown), show);
    const outputBy = memoryBy.map((slope) => tf.mul(outputByMemory, slope));
    return {
      bySums: [
        [...outputBy, tf.mul(sigmoidSlope(show), shown)],
        [...memoryBy, tf.zerosLike(show)],
      ],
      byState: [
        [undefined, tf.mul(outputByMemory, keep)],
        [undefined, keep],
      ],
    };
  },
};

interface Gates {
  /** i, f, c̃ and o. */
  readonly take: Tensor;
  readonly keep: Tensor;
  readonly fresh: Tensor;
  readonly show: Tensor;
  /** c after this step. */
  readonly memory: Tensor;
}

function gates({ sums, state }: CellInput): Gates {
  const [take, keep, show] = [tf.sigmoid(sums[0]!), tf.sigmoid(sums[1]!), tf.sigmoid(sums[3]!)];
  const fresh = tf.tanh(sums[2]!);
  return { take, keep, fresh, show, memory: tf.add(tf.mul(keep, state[1]!), tf.mul(take, fresh)) };
}
