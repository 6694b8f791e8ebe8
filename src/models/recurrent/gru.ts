import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Cell, CellInput } from "./cell.js";
import { sigmoidSlope, tanhSlope } from "./slopes.js";

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
    return [tf.add(fresh, tf.mul(keep, tf.sub(input.state[0]!, fresh)))];
  },
  derivatives: (input) => {
    const { keep, open, candidate, fresh } = gates(input);
    const byKeep = tf.mul(sigmoidSlope(keep), tf.sub(input.state[0]!, fresh));
    const byFresh = tf.mul(tanhSlope(fresh), tf.sub(1, keep));
    const byOpen = tf.mul(byFresh, tf.mul(sigmoidSlope(open), candidate));
    return {
      bySums: [[byKeep, byOpen, byFresh]],
      byRecurrent: [[byKeep, byOpen, tf.mul(byFresh, open)]],
      byState: [[keep]],
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

function gates({ sums, recurrent }: CellInput): Gates {
  const keep = tf.sigmoid(tf.add(sums[0]!, recurrent[0]!));
  const open = tf.sigmoid(tf.add(sums[1]!, recurrent[1]!));
  const candidate = recurrent[2]!;
  return { keep, open, candidate, fresh: tf.tanh(tf.add(sums[2]!, tf.mul(open, candidate))) };
}
