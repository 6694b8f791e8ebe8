import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { ForwardContext, WeightSpec } from "../network.js";

/** What a layer sees while it is applied. */
export interface LayerPass {
  readonly weights: ReadonlyMap<string, Tensor>;
  readonly context: ForwardContext;
  /** Where a layer leaves new values of its weights with role `statistic`. */
  readonly statistics: Map<string, Tensor>;
}

/** One step of a network: a pure function of inputs and weights that knows its weights and its shape. */
export interface Layer {
  readonly weights: readonly WeightSpec[];
  /** Shape of what it gives back for one example. */
  readonly outputShape: readonly number[];
  /** Numbers one example leaves in memory here, if they are not just the output. */
  readonly signals?: number;
  /** A readable summary, without the shape. */
  readonly summary: string;
  apply(inputs: Tensor, pass: LayerPass): Tensor;
}

/** A weight that must be there, [K, ...shape]. */
export function weightOf(pass: LayerPass, name: string): Tensor {
  const weight = pass.weights.get(name);
  if (weight === undefined)
    throw new Error(
      `Cannot run the network: weight "${name}" is missing; it has ${[...pass.weights.keys()].join(", ")}.`,
    );
  return weight;
}

/** One number per run, [K], as [K, 1, …, 1] of the given rank. */
export function perRun(values: Tensor, rank: number): Tensor {
  return tf.reshape(values, [values.shape[0], ...new Array<number>(rank - 1).fill(1)]);
}

/** One number per run and unit, [K, n], as [K, 1, …, 1, n] of the given rank. */
export function perUnit(values: Tensor, rank: number): Tensor {
  const [runs, units] = values.shape as [number, number];
  return tf.reshape(values, [runs, ...new Array<number>(rank - 2).fill(1), units]);
}

/** The rows of the runs `from`, …, `to` − 1 of a tensor of all runs, [K, …]. */
export function rowsOfRuns(values: Tensor, from: number, to: number): Tensor {
  if (from === 0 && to === values.shape[0]) return values;
  const rest = values.shape.slice(1);
  return tf.slice(values, [from, ...rest.map(() => 0)], [to - from, ...rest]);
}

/** The first runs' rows of a tensor of all runs, [K, …]. */
export function firstRuns(values: Tensor, count: number): Tensor {
  return rowsOfRuns(values, 0, count);
}
