import type { BatchPlan } from "../../data/batches.js";
import type { Dataset, Split } from "../../data/dataset.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Tensors } from "../../graph/index.js";

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

/**
 * Which places of a batch hold an example, `mask`, and how much each counts in the batch's mean, `share`: 1 and 1/n for an
 * example, 0 for padding. [steps, B]: the runs of a fleet have batches of the same sizes.
 */
export function batchPlaces({ steps, mask }: BatchPlan): Tensors {
  const size = mask.length / steps;
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
