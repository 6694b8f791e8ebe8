import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";

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

/** The slope of the sigmoid where it has this value. */
export const sigmoidSlope = (value: Tensor): Tensor => tf.mul(value, tf.sub(1, value));

/** The slope of the hyperbolic tangent where it has this value. */
export const tanhSlope = (value: Tensor): Tensor => tf.sub(1, tf.square(value));

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
    const { keep, fresh } = gruGates(input);
    return [tf.add(fresh, tf.mul(keep, tf.sub(input.state[0]!, fresh)))];
  },
  derivatives: (input) => {
    const { keep, open, candidate, fresh } = gruGates(input);
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

interface GruGates {
  /** z: how much of the state stays. */
  readonly keep: Tensor;
  /** r: how much of the state the candidate sees. */
  readonly open: Tensor;
  /** The candidate's recurrent sum. */
  readonly candidate: Tensor;
  /** h̃ */
  readonly fresh: Tensor;
}

function gruGates({ sums, recurrent }: CellInput): GruGates {
  const keep = tf.sigmoid(tf.add(sums[0]!, recurrent[0]!));
  const open = tf.sigmoid(tf.add(sums[1]!, recurrent[1]!));
  const candidate = recurrent[2]!;
  return { keep, open, candidate, fresh: tf.tanh(tf.add(sums[2]!, tf.mul(open, candidate))) };
}

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
    const { show, memory } = lstmGates(input);
    return [tf.mul(show, tf.tanh(memory)), memory];
  },
  derivatives: (input) => {
    const { take, keep, fresh, show, memory } = lstmGates(input);
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

interface LstmGates {
  /** i, f, c̃ and o. */
  readonly take: Tensor;
  readonly keep: Tensor;
  readonly fresh: Tensor;
  readonly show: Tensor;
  /** c after this step. */
  readonly memory: Tensor;
}

function lstmGates({ sums, state }: CellInput): LstmGates {
  const [take, keep, show] = [tf.sigmoid(sums[0]!), tf.sigmoid(sums[1]!), tf.sigmoid(sums[3]!)];
  const fresh = tf.tanh(sums[2]!);
  return { take, keep, fresh, show, memory: tf.add(tf.mul(keep, state[1]!), tf.mul(take, fresh)) };
}
