import type { Tensor } from "@tensorflow/tfjs-node";
import { AUGMENTATION_NOISE } from "../../data/augmentation/augmentation.js";
import { takeRows } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { type Round, tensor, type Tensors, withoutPrefix, withPrefix } from "../../graph/index.js";
import { clipNorm } from "../optimizers.js";
import { takeBatch, type Batch } from "./batch.js";
import { freezeEnded } from "./freeze.js";
import type { Gradients } from "./gradients.js";
import { lossGradients } from "./loss-gradients.js";
import { uniformNoise } from "./noise.js";
import type { StepPlan } from "./step-plan.js";
import { updateWeights } from "./update-weights.js";

/** What a step computes before anything is replaced: gradients, and the new weights and slots. */
export interface ComputedStep extends Gradients {
  readonly updated: Tensors;
}

/**
 * One training step of a fleet: batch, forward pass, loss, gradients, update.
 *
 * It is a pure function of tensors, so it can be run operation by operation or be recorded as the body of a loop.
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
      ...freezeEnded(state, next, tensor(extras, "loss"), tensor(given, "limit")),
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
    gradients: plan.clipNorm ? clipped(gradients, tensor(given, "clipNorm")) : gradients,
    learningRate: takeRows(tensor(given, "learningRate"), index),
    // Optimizers count updates from 1.
    step: tf.cast(tf.add(step, tf.scalar(1, "int32")), "float32"),
  });
  return { gradients, extras, updated };
}

/** Layers draw noise under their numbers, 0 and up; this one is nobody's. */
const augmentationLayer = -1;

/** The batch with its examples changed at random, if the hyperparameters ask for it. */
function augmented({ augmentation, batchSize }: StepPlan, given: Tensors, batch: Batch, step: Tensor): Batch {
  if (!augmentation) return batch;
  const noise = uniformNoise(tensor(given, "seeds"), step, augmentationLayer, [
    batchSize,
    AUGMENTATION_NOISE,
  ]);
  return { ...batch, inputs: augmentation(batch.inputs, noise, tensor(given, "augmentationStrength")) };
}

function clipped(gradients: ReadonlyMap<string, Tensor>, limit: Tensor): ReadonlyMap<string, Tensor> {
  const values = clipNorm([...gradients.values()], limit);
  return new Map([...gradients.keys()].map((name, index) => [name, values[index]!]));
}

/** `rows` with row `index` replaced. */
function withRow(rows: Tensor, index: Tensor, row: Tensor): Tensor {
  return tf.tensorScatterUpdate(rows, tf.reshape(index, [1, 1]), tf.expandDims(row, 0));
}
