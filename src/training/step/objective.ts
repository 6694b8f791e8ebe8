import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { tensor, type Tensors } from "../../graph/index.js";
import type { StepPlan } from "./step-plan.js";
import { exampleWeights } from "../losses.js";
import { l1Penalty, l2Penalty } from "../norms.js";
import { takeRows } from "../../tensorflow/native-operations.js";

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
  /** The weight of each example in the batch's mean, and 0 for padding, [K, B]. */
  readonly share: Tensor;
  /** The weight of each example in training, [K, B], if they differ. */
  readonly weights?: Tensor;
}

/**
 * Gathers batch number `index` from data that stays in TensorFlow.
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
    ...(given["sampleWeights"] && { weights: takeRows(given["sampleWeights"], positions) }),
  };
  const targets = takeRows(tensor(given, "targets"), positions);
  if (plan.task === "regression") return { ...common, targets };
  return {
    ...common,
    labels: targets,
    targets: tf.cast(tf.oneHot(targets, plan.network.outputs), "float32"),
  };
}

/** Loss of each example, [K, B], from raw outputs, [K, B, outputs]. */
export function exampleLosses(plan: StepPlan, given: Tensors, output: Tensor, batch: Batch): Tensor {
  const perRun = (name: string): Tensor => tf.expandDims(tensor(given, name), 1);
  return plan.loss.loss(output, batch.targets, {
    huberDelta: perRun("huberDelta"),
    labelSmoothing: perRun("labelSmoothing"),
  });
}

/** Mean over the examples of a batch that are not padding, [K, B] to [K]. */
export function batchMean(perExample: Tensor, { share }: Batch): Tensor {
  return tf.sum(tf.mul(perExample, share), 1);
}

/** The losses an optimizer sees: multiplied by the weights of classes and examples. */
export function weightedLosses(plan: StepPlan, given: Tensors, losses: Tensor, batch: Batch): Tensor {
  const weighted = batch.weights ? tf.mul(losses, batch.weights) : losses;
  if (!plan.classWeights) return weighted;
  return tf.mul(weighted, exampleWeights(batch.targets, tensor(given, "classWeights")));
}

/** The network's own penalties and L1 and L2 of each run, [K]; undefined without. */
export function penalty(
  plan: StepPlan,
  given: Tensors,
  weights: ReadonlyMap<string, Tensor>,
): Tensor | undefined {
  const kernels = plan.network.weights.flatMap(({ name, role }) =>
    role === "kernel" ? [weights.get(name)!] : [],
  );
  const parts = [
    ...(plan.network.penalty ? [plan.network.penalty(weights)] : []),
    ...(plan.has("l1") ? [l1Penalty(kernels, tensor(given, "l1"))] : []),
    ...(plan.has("l2") ? [l2Penalty(kernels, tensor(given, "l2"))] : []),
  ];
  return parts.length > 0 ? tf.addN(parts) : undefined;
}

/**
 * The score besides the loss, summed over the examples of a batch, [K]: correct predictions for classification, absolute
 * errors (mean over outputs) for regression.
 */
export function score(plan: StepPlan, output: Tensor, { labels, targets, mask }: Batch): Tensor {
  const perExample = labels
    ? tf.cast(tf.equal(tf.argMax(output, -1), labels), "float32")
    : tf.mean(tf.abs(tf.sub(plan.loss.predict(output), targets)), -1);
  return tf.sum(tf.mul(perExample, mask), 1);
}
