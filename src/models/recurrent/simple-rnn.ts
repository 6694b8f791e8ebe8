import { tf } from "../../tensorflow/tensorflow.js";
import type { Cell } from "./cell.js";
import { tanhSlope } from "./slopes.js";

/**
 * The simple recurrent unit.
 *
 * hₜ = tanh(W·xₜ + U·hₜ₋₁ + b)
 *
 * @see Elman, "Finding structure in time", 1990
 */
export const simpleRnnCell: Cell = {
  sums: 1,
  memories: 1,
  apart: false,
  firstBias: [],
  step: ({ sums }) => [tf.tanh(sums[0]!)],
  derivatives: ({ sums }) => ({ bySums: [[tanhSlope(tf.tanh(sums[0]!))]], byState: [[undefined]] }),
};
