import type { Tensor } from "@tensorflow/tfjs-node";
import { sizeOf } from "../../models/initializers.js";
import type { Network, WeightSpec } from "../../models/network.js";
import { stream } from "../../random/stream.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensors } from "../../graph/index.js";
import { optimizerFor } from "../optimizers.js";
import { trainable, type StepPlan } from "../step/step-plan.js";
import type { WeightArrays } from "../training-run.js";

/** Weights of one run, drawn from a stream of its seed: the same seed gives the same weights whatever else differs. */
export function initialWeights({ weights }: Network, seed: number): WeightArrays {
  return new Map(
    weights.map((spec) => [
      spec.name,
      { shape: spec.shape, values: spec.initial(stream(seed, `weights/${spec.name}`)) },
    ]),
  );
}

/** The state before the first step: weights, what the optimizer remembers, and that every run is alive. */
export function initialState(plan: StepPlan, weights: readonly WeightArrays[]): Tensors {
  const stacked = plan.network.weights.map((spec) => [`weights/${spec.name}`, stack(spec, weights)] as const);
  const slots = slotsOf(plan).map(
    ({ name, shape, initial }) => [`slots/${name}`, tf.fill([plan.runs, ...shape], initial)] as const,
  );
  return {
    ...Object.fromEntries([...stacked, ...slots]),
    alive: tf.ones([plan.runs]),
  };
}

/** What the optimizer remembers of every weight at first. */
export function slotsOf(plan: StepPlan) {
  return trainable(plan).flatMap(({ name, shape, role }) =>
    optimizerFor(plan.optimizer, plan.weightDecay && role === "kernel").slots.map((slot) => ({
      name: `${name}/${slot.name}`,
      shape,
      initial: slot.initial,
    })),
  );
}

/** One weight of all runs, [K, ...shape]. */
function stack({ name, shape }: WeightSpec, weights: readonly WeightArrays[]): Tensor {
  const size = sizeOf(shape);
  const values = new Float32Array(weights.length * size);
  weights.forEach((run, index) => {
    values.set(valuesFor(name, shape, run), index * size);
  });
  return tf.tensor(values, [weights.length, ...shape]);
}

function valuesFor(name: string, shape: readonly number[], weights: WeightArrays): Float32Array {
  const given = weights.get(name);
  if (given?.values.length === sizeOf(shape)) return given.values;
  throw new RangeError(
    `Cannot start from these weights: "${name}" has ${given?.values.length ?? "no"} values and the network needs ` +
      `${sizeOf(shape)} (${shape.join(" × ")}). Weights must come from a network of the same structure.`,
  );
}
