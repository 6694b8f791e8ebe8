import type { Tensor } from "@tensorflow/tfjs";

/** What a time step of a cell works with: every tensor is [..., units], any number of time steps, runs and examples. */
export interface CellInput {
  /** The sums of each unit: over the inputs and, unless the cell wants them apart, over the previous outputs. */
  readonly sums: readonly Tensor[];
  /** The sums over the previous outputs, for a cell that wants them apart. */
  readonly recurrent: readonly Tensor[];
  /** What the previous step handed on: the units' outputs first. */
  readonly state: readonly Tensor[];
}

/**
 * How the state after a step depends on what the step was given. Lists are by the number of the state after it; what is missing
 * is 0.
 */
export interface CellDerivatives {
  /** By each sum. */
  readonly bySums: readonly (readonly Tensor[])[];
  /** By each recurrent sum, for a cell that wants them apart. */
  readonly byRecurrent?: readonly (readonly Tensor[])[];
  /** By each state before it, beside what goes through the sums. */
  readonly byState: readonly (readonly (Tensor | undefined)[])[];
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
  step(input: CellInput): readonly Tensor[];
  /** The derivatives of `step` at these places. */
  derivatives(input: CellInput): CellDerivatives;
}
