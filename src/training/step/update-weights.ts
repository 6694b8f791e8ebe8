import { optimizerFor, type OptimizerRates } from "../optimizers.js";
import type { Tensor } from "@tensorflow/tfjs-node";
import { perRun } from "../../models/layers/broadcast.js";
import { tensor, type Tensors } from "../../graph/index.js";
import type { WeightSpec } from "../../models/network.js";
import { trainable, type StepPlan } from "./step-plan.js";

/** What an update needs beside the state. */
export interface UpdateInputs {
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** Of this step, [K]. */
  readonly learningRate: Tensor;
  /** 1 for the first update, a float scalar. */
  readonly step: Tensor;
}

/** New values of all trained weights and of what the optimizer remembers about them. */
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
  { gradients, learningRate, step }: UpdateInputs,
  { name, role }: WeightSpec,
): Tensors {
  const weight = tensor(state, `weights/${name}`);
  const rate = (rates: Tensor): Tensor => perRun(rates, weight.rank);
  const rates: OptimizerRates = {
    learningRate: rate(learningRate),
    momentum: rate(tensor(given, "momentum")),
    beta2: rate(tensor(given, "beta2")),
    epsilon: rate(tensor(given, "epsilon")),
    weightDecay: rate(tensor(given, "weightDecay")),
    step,
  };
  const optimizer = optimizerFor(plan.optimizer, plan.weightDecay && role === "kernel");
  const slotNames = optimizer.slots.map((slot) => `slots/${name}/${slot.name}`);
  const slots = slotNames.map((slot) => tensor(state, slot));
  const updated = optimizer.update(weight, gradients.get(name)!, slots, rates);
  return {
    [`weights/${name}`]: updated.weight,
    ...Object.fromEntries(slotNames.map((slot, index) => [slot, updated.slots[index]!])),
  };
}
