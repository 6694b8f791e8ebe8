import type { Tensor } from "@tensorflow/tfjs-node";
import { AUGMENTATION_NOISE } from "../../data/augmentation/augmentation.js";
import type { ForwardContext } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { repeatList, type Round } from "../graph/repeat.js";
import { tensor, withoutPrefix, withPrefix, type Tensors } from "../graph/tensors.js";
import { clipNorm } from "../optimizers/clip-norm.js";
import { takeBatch, type Batch } from "./batch.js";
import { freezeEnded } from "./freeze.js";
import { differentiate, type Gradients } from "./gradients.js";
import { takeRows } from "./native-ops.js";
import { uniformNoise } from "./noise.js";
import { batchMean, exampleLosses, penalty, score, weightedLosses } from "./objective.js";
import { trainable, type StepPlan } from "./step-plan.js";
import { updateWeights } from "./update-weights.js";

/**
 * One training step of a fleet: batch, forward pass, loss, gradients, update.
 *
 * It is a pure function of tensors, so it can be run operation by operation or be recorded as the body of a loop.
 * State: `weights/…`, `slots/…`, `alive` [K], and per step of the epoch `losses` and `scores` [steps, K].
 *
 * @param given what stays the same during the epoch: data, batches, rates, seeds, `firstStep`
 */
export function trainingStep(plan: StepPlan, given: Tensors): Round {
  return (index, state) => {
    const step = tf.add(tensor(given, "firstStep"), index);
    const batch = augmented(plan, given, takeBatch(plan, given, index), step);
    const { gradients, extras } = lossGradients(plan, given, state, batch, step);
    const updated = updateWeights(plan, given, state, {
      gradients: plan.clipNorm ? clipped(gradients, tensor(given, "clipNorm")) : gradients,
      learningRate: takeRows(tensor(given, "learningRate"), index),
      // Optimizers count updates from 1.
      step: tf.cast(tf.add(step, tf.scalar(1, "int32")), "float32"),
    });
    const next = { ...updated, ...withPrefix("weights/", withoutPrefix("statistic/", extras)) };
    return {
      ...state,
      ...freezeEnded(state, next, tensor(extras, "loss")),
      losses: withRow(tensor(state, "losses"), index, tensor(extras, "loss")),
      scores: withRow(tensor(state, "scores"), index, tensor(extras, "score")),
    };
  };
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

/** Gradients of the sum over runs: no run's loss depends on another's weights, so each gets its own gradient. */
function lossGradients(
  plan: StepPlan,
  given: Tensors,
  state: Tensors,
  batch: Batch,
  step: Tensor,
): Gradients {
  const weightOf = (name: string): Tensor => tensor(state, `weights/${name}`);
  const context = trainingContext(plan, given, batch, step);
  const fixed = plan.network.weights.filter(({ role }) => role === "statistic");
  return differentiate(new Map(trainable(plan).map(({ name }) => [name, weightOf(name)])), (variables) => {
    const weights = new Map([...variables, ...fixed.map(({ name }) => [name, weightOf(name)] as const)]);
    const { output, statistics } = plan.network.forward(weights, batch.inputs, context);
    const losses = exampleLosses(plan, given, output, batch);
    const objective = batchMean(weightedLosses(plan, given, losses, batch), batch);
    const penalties = penalty(plan, given, weights);
    return {
      total: tf.sum(penalties ? tf.add(objective, penalties) : objective),
      extras: {
        loss: batchMean(losses, batch),
        score: score(plan, output, batch),
        ...withPrefix("statistic/", Object.fromEntries(statistics)),
      },
    };
  });
}

function trainingContext(plan: StepPlan, given: Tensors, batch: Batch, step: Tensor): ForwardContext {
  return {
    training: true,
    dropout: tensor(given, "dropout"),
    inputNoise: tensor(given, "inputNoise"),
    mask: batch.mask,
    repeat: repeatList,
    noise: (layer, shape) => uniformNoise(tensor(given, "seeds"), step, layer, [plan.batchSize, ...shape]),
  };
}

function clipped(gradients: ReadonlyMap<string, Tensor>, limit: Tensor): ReadonlyMap<string, Tensor> {
  const values = clipNorm([...gradients.values()], limit);
  return new Map([...gradients.keys()].map((name, index) => [name, values[index]!]));
}

/** `rows` with row `index` replaced. */
function withRow(rows: Tensor, index: Tensor, row: Tensor): Tensor {
  return tf.tensorScatterUpdate(rows, tf.reshape(index, [1, 1]), tf.expandDims(row, 0));
}
