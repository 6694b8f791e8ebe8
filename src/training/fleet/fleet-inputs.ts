import { stream } from "../../random/stream.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensors } from "../../graph/index.js";
import { slotsOf, type StepPlan } from "../step/step-plan.js";
import type { Dataset, Split } from "../../data/dataset.js";
import type { Tensor } from "@tensorflow/tfjs";
import { sizeOf } from "../../models/initializers.js";
import { ownShape, runsWith, type Network, type WeightSpec } from "../../models/network.js";
import type { WeightArrays } from "../training-run.js";
import { numberOf, perRunNames } from "../../hyperparameters/structure.js";
import { startsOf, type FleetData } from "./fleet-data.js";
import { padded } from "./padding.js";
import type { FleetMember } from "./subject.js";
import { batchPlan, type BatchPlan } from "../../data/batches.js";

/** Examples measured in one batch: enough to be fast, with at most 128 MiB of numbers at a time. */
const mostMeasured = 512;
const mostNumbers = 2 ** 25;

/** The examples of a fleet on TensorFlow's side: `inputs` [N, ...inputShape] and `targets`, [N] class numbers or [N, outputs]; `sampleWeights` [N] if given. */
export function splitTensors(
  { task, inputShape, outputs }: Pick<Dataset, "task" | "inputShape" | "outputs">,
  split: Split,
  sampleWeight?: ArrayLike<number>,
): Tensors {
  return {
    inputs: tf.tensor(split.inputs, [split.count, ...inputShape]),
    targets:
      task === "classification"
        ? tf.tensor(split.targets, [split.count], "int32")
        : tf.tensor(split.targets, [split.count, outputs], "float32"),
    ...(sampleWeight && { sampleWeights: tf.tensor1d(Array.from(sampleWeight)) }),
  };
}

/**
 * The batches of one epoch for every run, `indices` [steps, K, B], as flat numbers.
 *
 * @param plans run k has plan k
 * @param starts where the examples of each run begin
 */
export function fleetIndices(plans: readonly BatchPlan[], starts: readonly number[]): Int32Array {
  const { steps, batchSize } = plans[0]!;
  const indices = new Int32Array(steps * plans.length * batchSize);
  for (let step = 0; step < steps; step++)
    plans.forEach((plan, run) => {
      const batch = plan.indices.subarray(step * batchSize, (step + 1) * batchSize);
      const own = starts[run]! > 0 ? batch.map((example) => starts[run]! + example) : batch;
      indices.set(own, (step * plans.length + run) * batchSize);
    });
  return indices;
}

/**
 * Which slots of a batch hold an example, `mask`, and the weight of each in the batch's mean, `share`: 1 and 1/n for an
 * example, 0 for padding. [steps, B]: the runs of a fleet have batches of the same sizes.
 */
export function batchPlaces({ steps, mask, batchSize: size }: BatchPlan): Tensors {
  const share = new Float32Array(mask.length);
  for (let step = 0; step < steps; step++) {
    const places = mask.subarray(step * size, (step + 1) * size);
    const examples = places.reduce((sum, place) => sum + place, 0);
    share.set(
      places.map((place) => place / examples),
      step * size,
    );
  }
  return { mask: tf.tensor(mask, [steps, size]), share: tf.tensor(share, [steps, size]) };
}

/** The batches in which runs are validated: in order, [batches, 1, B], the same for all runs, or [batches, K, B] if they have several sets. */
export function measuringBatches({ runs, network }: StepPlan, data: FleetData): Tensors {
  const fitting = Math.max(1, Math.floor(mostNumbers / (runs * network.signals)));
  const [{ validation }] = data.sets;
  const plan = batchPlan("sequential", validation, Math.min(mostMeasured, fitting), stream(0, "order"));
  const starts = data.sets.length > 1 ? startsOf(data, "validation") : [0];
  const indices = fleetIndices(
    starts.map(() => plan),
    starts,
  );
  return {
    indices: tf.tensor(indices, [plan.steps, starts.length, plan.batchSize], "int32"),
    ...batchPlaces(plan),
  };
}

/** Numeric hyperparameters of all runs, each [K]. */
export function runNumbers(members: readonly FleetMember[]): Tensors {
  return Object.fromEntries(
    perRunNames.map((name) => [
      name,
      tf.tensor1d(members.map(({ hyperparameters }) => numberOf(hyperparameters, name))),
    ]),
  );
}

/** One int32 seed per run for all noise inside the graph. */
export function noiseSeeds(members: readonly FleetMember[]): Tensors {
  const seeds = members.map(({ seed }) => stream(seed, "noise").integer(-(2 ** 31), 2 ** 31 - 1));
  return { seeds: tf.tensor1d(seeds, "int32") };
}

/** Weights of one run, drawn from a stream of its seed: the same seed gives the same weights whatever else differs. */
export function initialWeights({ weights }: Network, seed: number): WeightArrays {
  return new Map(
    weights.map((spec) => [
      spec.name,
      { shape: spec.shape, values: spec.initial(stream(seed, `weights/${spec.name}`)) },
    ]),
  );
}

/**
 * The state before the first step: weights, optimizer state, and every run marked as alive.
 *
 * @param remembered what the optimizer remembers from earlier training, for each run; nothing if left out
 */
export function initialState(
  plan: StepPlan,
  weights: readonly WeightArrays[],
  remembered?: readonly WeightArrays[],
): Tensors {
  const stacked = plan.network.weights.map(
    (spec) => [`weights/${spec.name}`, stack(spec, weights, plan.network)] as const,
  );
  const slots = slotsOf(plan).map(
    (slot) =>
      [
        `slots/${slot.name}`,
        remembered ? stack(slot, remembered) : tf.fill([slot.to - slot.from, ...slot.shape], slot.initial),
      ] as const,
  );
  return {
    ...Object.fromEntries([...stacked, ...slots]),
    alive: tf.ones([plan.runs]),
  };
}

/** One array of all runs that have it, [K, ...shape]. In a mixed fleet each run's own is filled up with zeros. */
function stack(
  { name, shape }: Pick<WeightSpec, "name" | "shape">,
  weights: readonly WeightArrays[],
  network?: Network,
): Tensor {
  const size = sizeOf(shape);
  const runs = network ? runsWith(network, name, weights.length) : weights.length;
  const values = new Float32Array(runs * size);
  for (let run = 0; run < runs; run++) {
    const own = (network && ownShape(network, name, run)) ?? shape;
    values.set(padded(valuesFor(name, own, weights[run]!), own, shape), run * size);
  }
  return tf.tensor(values, [runs, ...shape]);
}

function valuesFor(name: string, shape: readonly number[], weights: WeightArrays): Float32Array {
  const given = weights.get(name);
  if (given?.values.length === sizeOf(shape)) return given.values;
  throw new RangeError(
    `Cannot start from these weights: "${name}" has ${given?.values.length ?? "no"} values and the network needs ` +
      `${sizeOf(shape)} (${shape.join(" × ")}). Weights must come from a network of the same structure.`,
  );
}
