import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";

/** What one time step of a cell works with. */
export interface CellInput {
  /** The inputs' sums of this time step, [K, B, sums × units]. */
  readonly inputs: Tensor;
  /** The sums over the previous outputs, of the same shape. */
  readonly recurrent: Tensor;
  /** What the previous step handed on, [K, B, memories × units]. */
  readonly state: Tensor;
}

/** Gradients of what one time step worked with. */
export interface CellGradients {
  readonly inputs: Tensor;
  /** Missing where the cell only uses the sum of inputs and recurrent: then it is the same. */
  readonly recurrent?: Tensor;
  /** Beside what comes through the recurrent sums. */
  readonly state: Tensor;
}

/** One time step of a recurrent layer, beside the matrix products: a function of numbers at the same place. */
export interface Cell {
  /** Sums that each unit takes in: 1 for a simple unit, one more for each gate. */
  readonly sums: number;
  /** Numbers each unit hands on from step to step; the first of them is its output. */
  readonly memories: number;
  /** Whether the recurrent sums are used apart from the inputs', and have a bias of their own. */
  readonly apart: boolean;
  /** First value of each sum's bias; 0 where missing. */
  readonly firstBias: readonly number[];
  /** What is handed on now. */
  step(input: CellInput): Tensor;
  /** From the gradient of what `step` gives back to the gradients of what it was given. */
  stepBack(input: CellInput, dNext: Tensor): CellGradients;
}

/** The gradient of a sigmoid's argument from that of its value. */
export function throughSigmoid(value: Tensor, dValue: Tensor): Tensor {
  return tf.mul(dValue, tf.mul(value, tf.sub(1, value)));
}

/** The gradient of a hyperbolic tangent's argument from that of its value. */
export function throughTanh(value: Tensor, dValue: Tensor): Tensor {
  return tf.mul(dValue, tf.sub(1, tf.square(value)));
}
