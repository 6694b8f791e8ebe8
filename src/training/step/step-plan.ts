import { augmentationOf, type Augmentation } from "../../data/augmentation/augmentation.js";
import type { OwnChoices } from "../own-choices.js";
import { fittingBatchSize } from "../../data/batches.js";
import type { Dataset, Task } from "../../data/dataset.js";
import type { HyperparameterName, Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { isSwitchedOn } from "../../hyperparameters/structure.js";
import type { Network, WeightSpec } from "../../models/network.js";
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
  readonly optimizer: Hyperparameters["optimizer"];
  readonly batchSize: number;
  /** How examples are augmented before a step; undefined if they are not. */
  readonly augmentation: Augmentation | undefined;
  readonly classWeights: boolean;
  /** Whether a hyperparameter has operations in the step. */
  readonly has: (name: HyperparameterName) => boolean;
}

/** The plan for `runs` runs whose structural hyperparameters are those of `choice`. */
export function stepPlan(
  choice: Hyperparameters,
  { network, loss }: Pick<StepPlan, "network" | "loss">,
  { task, train }: Pick<Dataset, "task" | "train">,
  runs: number,
  own: OwnChoices = {},
): StepPlan {
  return {
    runs,
    network,
    task,
    loss,
    optimizer: choice.optimizer,
    batchSize: fittingBatchSize(train.count, choice.batchSize),
    augmentation:
      choice.augmentation === "none" ? undefined : augmentationOf(choice.augmentation, network.inputShape),
    classWeights:
      own.classWeight !== undefined || (choice.classWeights === "balanced" && task === "classification"),
    has: (name) => isSwitchedOn(choice, name),
  };
}

/** The weights that the optimizer trains. */
export function trainable({ network }: StepPlan): readonly WeightSpec[] {
  return network.weights.filter(({ role }) => role !== "statistic");
}
