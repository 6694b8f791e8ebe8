import { mapValues } from "../../runtime/collections.js";
import {
  outlined,
  type Program,
  repeat,
  type Round,
  tensor,
  type Tensors,
  withoutPrefix,
  withPrefix,
} from "../../graph/index.js";
import { optimizersOf, slotName, slotsOf, type SlotSpec, type StepPlan, trainable } from "./step-plan.js";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { selectRuns, uniformNoise } from "./noise.js";
import { clipNorm } from "../norms.js";
import type { OptimizerRates } from "../optimizers.js";
import { type Gradients, lossGradients } from "./gradients.js";
import { perRun, rowsOfRuns } from "../../models/layers/layer.js";
import type { WeightSpec } from "../../models/network.js";
import { takeRows } from "../../tensorflow/native-operations.js";
import { takeBatch, type Batch } from "./objective.js";

/** What a step computes before anything is replaced: gradients, and the new weights and slots. */
export interface ComputedStep extends Gradients {
  readonly updated: Tensors;
}

/**
 * One training step of a fleet: batch, forward pass, loss, gradients, update.
 *
 * It is a pure function of tensors, so it can be run operation by operation or traced as the body of a loop.
 * State: `weights/…`, `slots/…`, `alive` [K], and per step of the epoch `losses` and `scores` [steps, K].
 *
 * @param given what stays the same during the epoch: data, batches, rates, seeds, `firstStep`, `limit` [K] (the largest loss allowed)
 */
export function trainingStep(plan: StepPlan, given: Tensors): Round {
  return (index, state) => {
    const { updated, extras } = computeStep(plan, given, state, index);
    const next = { ...updated, ...withPrefix("weights/", withoutPrefix("statistic/", extras)) };
    return {
      ...state,
      ...freezeEnded(state, next, tensor(extras, "loss"), tensor(given, "limit"), rowsIn(plan)),
      losses: withRow(tensor(state, "losses"), index, tensor(extras, "loss")),
      scores: withRow(tensor(state, "scores"), index, tensor(extras, "score")),
    };
  };
}

/** The gradients of step number `index` of the epoch, and the update they lead to. */
export function computeStep(plan: StepPlan, given: Tensors, state: Tensors, index: Tensor): ComputedStep {
  const step = tf.add(tensor(given, "firstStep"), index);
  const batch = augmented(plan, given, takeBatch(plan, given, index), step);
  const { gradients, extras } = lossGradients(plan, given, state, batch, step);
  const updated = updateWeights(plan, given, state, {
    gradients: plan.has("clipNorm") ? clipped(gradients, tensor(given, "clipNorm")) : gradients,
    learningRate: takeRows(tensor(given, "learningRate"), index),
    // Optimizers count updates from 1.
    step: tf.cast(tf.add(step, tf.scalar(1, "int32")), "float32"),
  });
  return { gradients, extras, updated };
}

/** Layers draw noise under their numbers, 0 and up; no layer has this one. */
const augmentationLayer = -1;

/** The batch with its examples augmented, if the hyperparameters ask for it. */
function augmented({ augmentation, batchSize }: StepPlan, given: Tensors, batch: Batch, step: Tensor): Batch {
  if (!augmentation) return batch;
  const { change, noise, targetsToo } = augmentation;
  const numbers = uniformNoise(tensor(given, "seeds"), step, augmentationLayer, [batchSize, noise]);
  const changed = (values: Tensor): Tensor => change(values, numbers, tensor(given, "augmentationStrength"));
  return {
    ...batch,
    inputs: changed(batch.inputs),
    ...(targetsToo && { targets: changed(batch.targets) }),
  };
}

function clipped(gradients: ReadonlyMap<string, Tensor>, limit: Tensor): ReadonlyMap<string, Tensor> {
  const values = clipNorm([...gradients.values()], limit);
  return new Map([...gradients.keys()].map((name, index) => [name, values[index]!]));
}

/** `rows` with row `index` replaced. */
function withRow(rows: Tensor, index: Tensor, row: Tensor): Tensor {
  return tf.tensorScatterUpdate(rows, tf.reshape(index, [1, 1]), tf.expandDims(row, 0));
}

/** What an update needs besides the state. */
export interface UpdateInputs {
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** Of this step, [K]. */
  readonly learningRate: Tensor;
  /** 1 for the first update, a float scalar. */
  readonly step: Tensor;
}

/** New values of all trained weights and of their optimizer state. */
export function updateWeights(plan: StepPlan, given: Tensors, state: Tensors, inputs: UpdateInputs): Tensors {
  return Object.assign(
    {},
    ...trainable(plan).map((spec) => updateWeight(plan, given, state, inputs, spec)),
  ) as Tensors;
}

function updateWeight(
  plan: StepPlan,
  given: Tensors,
  state: Tensors,
  inputs: UpdateInputs,
  spec: WeightSpec,
): Tensors {
  const parts = optimizersOf(plan, spec).map((part) => updateRows(plan, given, state, inputs, spec, part));
  const weights = parts.map(({ weight }) => weight);
  const weight = weights.length === 1 ? weights[0]! : tf.concat(weights, 0);
  return Object.assign({ [`weights/${spec.name}`]: weight }, ...parts.map(({ slots }) => slots)) as Tensors;
}

/** The update of a weight in those runs that have the same optimizer. */
function updateRows(
  plan: StepPlan,
  given: Tensors,
  state: Tensors,
  { gradients, learningRate, step }: UpdateInputs,
  { name, rate: factor = 1 }: WeightSpec,
  { optimizer, from, to }: ReturnType<typeof optimizersOf>[number],
): { readonly weight: Tensor; readonly slots: Tensors } {
  const weight = rowsOfRuns(tensor(state, `weights/${name}`), from, to);
  const rate = (rates: Tensor): Tensor => perRun(rowsOfRuns(rates, from, to), weight.rank);
  const rates: OptimizerRates = {
    learningRate: factor === 1 ? rate(learningRate) : tf.mul(factor, rate(learningRate)),
    momentum: rate(tensor(given, "momentum")),
    beta2: rate(tensor(given, "beta2")),
    epsilon: rate(tensor(given, "epsilon")),
    weightDecay: rate(tensor(given, "weightDecay")),
    step,
  };
  const slotNames = optimizer.slots.map((slot) => `slots/${slotName(plan, name, slot.name, from)}`);
  const slots = slotNames.map((slot) => tensor(state, slot));
  const gradient = rowsOfRuns(gradients.get(name)!, from, to);
  const updated = optimizer.update(weight, gradient, slots, rates);
  return {
    weight: updated.weight,
    slots: Object.fromEntries(slotNames.map((slot, index) => [slot, updated.slots[index]!])),
  };
}

/**
 * Takes a step only for the runs that go on: a run whose loss is not finite or has exploded ends here with the weights it
 * had, and a run that ended earlier does not change. The other runs of the fleet are not affected.
 *
 * @param state before the step, with `alive` [K] (1 for runs that go on)
 * @param next weights and slots after the step
 * @param loss of this step, [K]
 * @param limit the largest loss at which each run continues, [K], a finite number
 * @param rows of which runs an array has rows, where it does not have one for each: only in a mixed fleet
 */
export function freezeEnded(
  state: Tensors,
  next: Tensors,
  loss: Tensor,
  limit: Tensor,
  rows: (name: string) => Rows | undefined = () => undefined,
): Tensors {
  const sound = tf.cast(tf.lessEqual(loss, limit), "float32");
  const alive = tf.mul(tensor(state, "alive"), sound);
  const goesOn = tf.greater(alive, 0);
  const choose = (after: Tensor, name: string): Tensor => {
    const [runs] = after.shape as [number];
    const { from, to } = rows(name) ?? { from: 0, to: runs };
    return selectRuns(rowsOfRuns(goesOn, from, to), after, tensor(state, name));
  };
  return { ...mapValues(next, choose), alive };
}

/** The runs `from`, …, `to` − 1. */
type Rows = Pick<SlotSpec, "from" | "to">;

/** Of which runs the arrays of the state have rows. Weights have those of the first ones. */
function rowsIn(plan: StepPlan): (name: string) => Rows | undefined {
  const rows = new Map<string, Rows>(slotsOf(plan).map((slot) => [`slots/${slot.name}`, slot]));
  return (name) => rows.get(name);
}

/**
 * Training steps `from`, …, `to` − 1 of an epoch. Inputs named `state/…` are returned updated, under their names without
 * the prefix; all others are what a step is given.
 */
export function epochProgram(plan: StepPlan): Program {
  return (inputs) => {
    const state = withoutPrefix("state/", inputs);
    const step = trainingStep(plan, inputs);
    const round: Round = plan.network.batched ? step : (index, now) => outlined(() => step(index, now));
    return repeat(tensor(inputs, "from"), tensor(inputs, "to"), state, round);
  };
}

/** The state as the program takes it. */
export const asState = <A>(state: Readonly<Record<string, A>>): Record<string, A> =>
  withPrefix("state/", state);
