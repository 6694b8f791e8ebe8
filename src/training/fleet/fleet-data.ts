import type { Tensor } from "@tensorflow/tfjs-node";
import type { BatchPlan } from "../../data/batches/batch-plan.js";
import type { Dataset, Split } from "../../data/dataset.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensors } from "../graph/tensors.js";

/** A split on TensorFlow's side: `inputs` [N, ...inputShape] and `targets`, [N] class numbers or [N, outputs]. */
export function splitTensors({ task, inputShape, outputs }: Dataset, split: Split): Tensors {
  return {
    inputs: tf.tensor(split.inputs, [split.count, ...inputShape]),
    targets:
      task === "classification"
        ? tf.tensor(split.targets, [split.count], "int32")
        : tf.tensor(split.targets, [split.count, outputs], "float32"),
  };
}

/** The batches of one epoch for every run, `indices` [steps, K, B], as flat numbers: run k has plan k. */
export function fleetIndices(plans: readonly BatchPlan[], batchSize: number): Int32Array {
  const { steps } = plans[0]!;
  const indices = new Int32Array(steps * plans.length * batchSize);
  for (let step = 0; step < steps; step++)
    plans.forEach((plan, run) => {
      const batch = plan.indices.subarray(step * batchSize, (step + 1) * batchSize);
      indices.set(batch, (step * plans.length + run) * batchSize);
    });
  return indices;
}

/** `mask` [steps, B]: the runs of a fleet have batches of the same sizes. */
export function batchMask({ steps, mask }: BatchPlan): Tensor {
  return tf.tensor(mask, [steps, mask.length / steps]);
}
