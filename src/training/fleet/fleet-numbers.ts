import { beta2Of } from "../../hyperparameters/automatic.js";
import type { Dataset } from "../../data/dataset.js";
import { stream } from "../../random/stream.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensors } from "../../graph/index.js";
import { balancedClassWeights } from "../losses.js";
import { runNumberNames, type StepPlan } from "../step/step-plan.js";
import type { FleetMember } from "./fleet-member.js";

/** Numeric hyperparameters of all runs, each [K]. */
export function runNumbers(members: readonly FleetMember[]): Tensors {
  const numberOf = ({ hyperparameters }: FleetMember, name: (typeof runNumberNames)[number]): number =>
    name === "beta2" ? beta2Of(hyperparameters) : hyperparameters[name];
  return Object.fromEntries(
    runNumberNames.map((name) => [name, tf.tensor1d(members.map((member) => numberOf(member, name)))]),
  );
}

/** One int32 per run from which all noise inside the graph comes. */
export function noiseSeeds(members: readonly FleetMember[]): Tensors {
  const seeds = members.map(({ seed }) => stream(seed, "noise").integer(-(2 ** 31), 2 ** 31 - 1));
  return { seeds: tf.tensor1d(seeds, "int32") };
}

/** Weights of the classes, if the loss uses them. */
export function classWeights(plan: StepPlan, { train, outputs }: Dataset): Tensors {
  return plan.classWeights ? { classWeights: tf.tensor1d(balancedClassWeights(train.targets, outputs)) } : {};
}
