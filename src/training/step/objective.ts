import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { tensor, type Tensors } from "../../graph/index.js";
import { exampleWeights } from "../losses.js";
import { l1Penalty, l2Penalty } from "../penalties/penalties.js";
import type { Batch } from "./batch.js";
import type { StepPlan } from "./step-plan.js";

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

/** The losses an optimizer sees: with class weights every class counts the same. */
export function weightedLosses(plan: StepPlan, given: Tensors, losses: Tensor, batch: Batch): Tensor {
  if (!plan.classWeights) return losses;
  return tf.mul(losses, exampleWeights(batch.targets, tensor(given, "classWeights")));
}

/** L1 and L2 penalties of each run, [K]; undefined without. */
export function penalty(
  plan: StepPlan,
  given: Tensors,
  weights: ReadonlyMap<string, Tensor>,
): Tensor | undefined {
  const kernels = plan.network.weights.flatMap(({ name, role }) =>
    role === "kernel" ? [weights.get(name)!] : [],
  );
  const parts = [
    ...(plan.l1 ? [l1Penalty(kernels, tensor(given, "l1"))] : []),
    ...(plan.l2 ? [l2Penalty(kernels, tensor(given, "l2"))] : []),
  ];
  return parts.length > 0 ? tf.addN(parts) : undefined;
}

/**
 * What is counted beside the loss, summed over the examples of a batch, [K]: right answers for classification, absolute
 * errors (mean over outputs) for regression.
 */
export function score(plan: StepPlan, output: Tensor, { labels, targets, mask }: Batch): Tensor {
  const perExample = labels
    ? tf.cast(tf.equal(tf.argMax(output, -1), labels), "float32")
    : tf.mean(tf.abs(tf.sub(plan.loss.predict(output), targets)), -1);
  return tf.sum(tf.mul(perExample, mask), 1);
}
