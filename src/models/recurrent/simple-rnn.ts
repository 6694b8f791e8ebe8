import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { throughTanh, type Cell, type CellInput } from "./cell.js";

const next = ({ inputs, recurrent }: CellInput): Tensor => tf.tanh(tf.add(inputs, recurrent));

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
  step: next,
  stepBack: (input, dNext) => ({
    inputs: throughTanh(next(input), dNext),
    state: tf.zerosLike(input.state),
  }),
};
