import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { throughSigmoid, throughTanh, type Cell, type CellInput } from "./cell.js";

/**
 * The gated recurrent unit, with the reset after the matrix product, as cuDNN and Keras have it: all sums over hₜ₋₁
 * are then one product.
 *
 * z = σ(W_z·x + U_z·h), r = σ(W_r·x + U_r·h), h̃ = tanh(W_h·x + r ∘ (U_h·h)), h ← z ∘ h + (1 − z) ∘ h̃, biases left out
 *
 * @see Cho et al., "Learning phrase representations using RNN encoder–decoder", 2014
 */
export const gruCell: Cell = {
  sums: 3,
  memories: 1,
  apart: true,
  firstBias: [],
  step: (input) => {
    const { keep, fresh } = gates(input);
    return tf.add(fresh, tf.mul(keep, tf.sub(input.state, fresh)));
  },
  stepBack: (input, dNext) => {
    const { keep, open, candidate, fresh } = gates(input);
    const dFresh = throughTanh(fresh, tf.mul(dNext, tf.sub(1, keep)));
    const dKeep = throughSigmoid(keep, tf.mul(dNext, tf.sub(input.state, fresh)));
    const dOpen = throughSigmoid(open, tf.mul(dFresh, candidate));
    return {
      inputs: tf.concat([dKeep, dOpen, dFresh], -1),
      recurrent: tf.concat([dKeep, dOpen, tf.mul(dFresh, open)], -1),
      state: tf.mul(dNext, keep),
    };
  },
};

interface Gates {
  /** z: how much of the state stays. */
  readonly keep: Tensor;
  /** r: how much of the state the candidate sees. */
  readonly open: Tensor;
  /** The candidate's recurrent sum. */
  readonly candidate: Tensor;
  /** h̃ */
  readonly fresh: Tensor;
}

function gates({ inputs, recurrent }: CellInput): Gates {
  const [inputKeep, inputOpen, inputCandidate] = tf.split(inputs, 3, -1) as [Tensor, Tensor, Tensor];
  const [stateKeep, stateOpen, candidate] = tf.split(recurrent, 3, -1) as [Tensor, Tensor, Tensor];
  const keep = tf.sigmoid(tf.add(inputKeep, stateKeep));
  const open = tf.sigmoid(tf.add(inputOpen, stateOpen));
  return { keep, open, candidate, fresh: tf.tanh(tf.add(inputCandidate, tf.mul(open, candidate))) };
}
