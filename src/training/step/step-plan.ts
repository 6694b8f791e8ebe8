import {
  augmentationNoise,
  augmentationOf,
  type Augmentation,
} from "../../data/augmentation/augmentation.js";
import type { OwnChoices } from "../own-choices.js";
import { fittingBatchSize } from "../../data/batches.js";
import type { Dataset, Task } from "../../data/dataset.js";
import type { HyperparameterName, Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { isSwitchedOn } from "../../hyperparameters/structure.js";
import { runsWith, type Network, type WeightSpec } from "../../models/network.js";
import { firstStretches, stretches, type Stretch } from "../../runtime/collections.js";
import { optimizerFor } from "../optimizers.js";
import type { FittingLoss } from "../losses.js";

/**
 * What decides the operations of a training step. All runs of a fleet share it; what they may differ in (rates, seeds,
 * weights) are tensors with a leading axis of K runs.
 */
export interface StepPlan {
  readonly runs: number;
  readonly network: Network;
  readonly task: Task;
  readonly loss: FittingLoss;
  /** Which runs have which optimizer. Only in a mixed fleet is there more than one. */
  readonly optimizers: readonly Stretch<OptimizerName>[];
  readonly batchSize: number;
  /** How examples are augmented before a step; undefined if they are not. */
  readonly augmentation: StepAugmentation | undefined;
  readonly classWeights: boolean;
  /** Whether a hyperparameter has operations in the step. */
  readonly has: (name: HyperparameterName) => boolean;
}

type OptimizerName = Hyperparameters["optimizer"];

/** How the examples of a batch are augmented. */
export interface StepAugmentation {
  readonly change: Augmentation;
  /** Random numbers per example. */
  readonly noise: number;
  /** Whether the targets are changed as the inputs are. */
  readonly targetsToo: boolean;
}

function stepAugmentation(
  { augmentation: kind }: Hyperparameters,
  { inputShape }: Network,
): StepAugmentation | undefined {
  if (kind === "none") return undefined;
  return {
    change: augmentationOf(kind, inputShape),
    noise: augmentationNoise(kind),
    targetsToo: kind === "mixup",
  };
}

/** The plan for runs with these hyperparameters, whose structure is the same, or those of a mixed fleet in its order. */
export function stepPlan(
  choices: readonly Hyperparameters[],
  { network, loss }: Pick<StepPlan, "network" | "loss">,
  { task, train }: Pick<Dataset, "task" | "train">,
  own: OwnChoices = {},
): StepPlan {
  const [choice] = choices as [Hyperparameters, ...Hyperparameters[]];
  return {
    runs: choices.length,
    network,
    task,
    loss,
    optimizers: stretches(choices.map(({ optimizer }) => optimizer)),
    batchSize: fittingBatchSize(train.count, choice.batchSize),
    augmentation: stepAugmentation(choice, network),
    classWeights:
      own.classWeight !== undefined || (choice.classWeights === "balanced" && task === "classification"),
    has: (name) => choices.some((each) => isSwitchedOn(each, name)),
  };
}

/** The weights that the optimizer trains. */
export function trainable({ network }: StepPlan): readonly WeightSpec[] {
  return network.weights.filter(({ role }) => role !== "statistic");
}

/** An array that an optimizer keeps, for the runs `from`, …, `to` − 1. */
export interface SlotSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: number;
  readonly from: number;
  readonly to: number;
}

/** The arrays that the optimizers keep for every weight. */
export function slotsOf(plan: StepPlan): SlotSpec[] {
  return trainable(plan).flatMap((spec) =>
    optimizersOf(plan, spec).flatMap(({ optimizer, from, to }) =>
      optimizer.slots.map((slot) => ({
        name: slotName(plan, spec.name, slot.name, from),
        shape: spec.shape,
        initial: slot.initial,
        from,
        to,
      })),
    ),
  );
}

/** The optimizers of the runs that have this array of weights. */
export function optimizersOf(plan: StepPlan, { name, role }: WeightSpec) {
  const runs = runsWith(plan.network, name, plan.runs);
  const decays = plan.has("weightDecay") && role === "kernel";
  return firstStretches(plan.optimizers, runs).map(({ of, from, to }) => ({
    optimizer: optimizerFor(of, decays),
    from,
    to,
  }));
}

/** The name of an array of an optimizer; each optimizer of a mixed fleet has its own, named after its first run. */
export function slotName({ optimizers }: StepPlan, weight: string, slot: string, from: number): string {
  return optimizers.length === 1 ? `${weight}/${slot}` : `${weight}/${slot}/${from}`;
}
