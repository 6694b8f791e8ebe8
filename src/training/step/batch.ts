import type { Tensor } from "@tensorflow/tfjs-node";
import { takeRows } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { tensor, type Tensors } from "../../graph/index.js";
import type { StepPlan } from "./step-plan.js";

/** Examples of one batch for every run of the fleet. */
export interface Batch {
  /** [K, B, ...inputShape] */
  readonly inputs: Tensor;
  /** One-hot classes or numbers, [K, B, outputs]. */
  readonly targets: Tensor;
  /** Class numbers, [K, B]; only for classification. */
  readonly labels?: Tensor;
  /** 1 for an example and 0 for padding, [K, B]. */
  readonly mask: Tensor;
  /** What an example counts for in the batch's mean, and 0 for padding, [K, B]. */
  readonly share: Tensor;
}

/**
 * Gathers batch number `index` from data that stays on TensorFlow's side.
 *
 * @param given `inputs` and `targets` of the whole split, `indices` [batches, K or 1, B], `mask` and `share` [batches, B]
 */
export function takeBatch(plan: StepPlan, given: Tensors, index: Tensor): Batch {
  const positions = takeRows(tensor(given, "indices"), index);
  const [runs, size] = positions.shape as [number, number];
  const places = (name: string): Tensor =>
    tf.tile(tf.reshape(takeRows(tensor(given, name), index), [1, size]), [runs, 1]);
  const common = {
    inputs: takeRows(tensor(given, "inputs"), positions),
    mask: places("mask"),
    share: places("share"),
  };
  const targets = takeRows(tensor(given, "targets"), positions);
  if (plan.task === "regression") return { ...common, targets };
  return {
    ...common,
    labels: targets,
    targets: tf.cast(tf.oneHot(targets, plan.network.outputs), "float32"),
  };
}
