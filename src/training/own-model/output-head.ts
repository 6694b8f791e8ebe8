import type { Tensor } from "@tensorflow/tfjs";
import type { Dataset } from "../../data/dataset.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { lossName, losses, lossesOfProbabilities, type FittingLoss } from "../losses.js";
import { ownLoss, type OwnLoss } from "../own-choices.js";
import { isModel, planned, type OwnLayer, type OwnModel } from "./own-model.js";
import type { Replacement } from "./with-replaced.js";

/**
 * How the outputs of the user's own model are used: which of its members are replaced while it trains, what becomes of
 * its outputs, and the loss, whose `predict` gives exactly what the model's own `predict` gives.
 */
export interface OutputHead {
  readonly replaced: readonly Replacement[];
  /** From the model's outputs, [B, n], to those the loss is computed from, [B, outputs]. */
  readonly outputs: (given: Tensor) => Tensor;
  readonly loss: FittingLoss;
}

/** The activation with which a model ends. */
export interface LastActivation {
  readonly layer: OwnLayer;
  readonly name: string;
}

/**
 * The head of a model. Cross-entropies are computed from logits where that is certain to be the same: where the model ends in
 * the softmax or sigmoid that belongs to the loss, and the layer is used nowhere else. Everything else is used as it comes
 * out of the model, as in Keras.
 */
export function outputHead(
  model: OwnModel,
  { loss: choice }: Pick<Hyperparameters, "loss">,
  data: Pick<Dataset, "task" | "outputs">,
): OutputHead {
  const name = lossName(choice, data.task);
  const last = lastActivation(model);
  const single = isSingle(model, data);
  const isEntropy = name === "categoricalCrossentropy" || name === "binaryCrossentropy";
  if (last?.name === "softmax" && name === "categoricalCrossentropy")
    return fromLogits(last.layer, { name, loss: losses[name], predict: tf.softmax });
  if (last?.name === "sigmoid" && single && isEntropy) {
    const predict = (z: Tensor): Tensor => tf.sigmoid(second(z));
    // One logit z for "class 1" is the same as the two logits 0 and z.
    const outputsOf = (z: Tensor): Tensor => tf.concat([tf.zerosLike(z), z], 1);
    return fromLogits(
      last.layer,
      { name, loss: losses.categoricalCrossentropy, predict, width: 1 },
      outputsOf,
    );
  }
  if (last?.name === "sigmoid" && name === "binaryCrossentropy")
    return fromLogits(last.layer, { name, loss: losses[name], predict: tf.sigmoid });
  const loss = isEntropy ? lossesOfProbabilities[name] : losses[name];
  return asTheyAre(single, (predicted) => ({ name, loss, ...predicted }));
}

/** The head for a custom loss, which gets what the model's `predict` gives. */
export function plainHead(
  model: OwnModel,
  data: Pick<Dataset, "task" | "outputs">,
  choice: Pick<Hyperparameters, "loss">,
  own: OwnLoss,
): OutputHead {
  return asTheyAre(isSingle(model, data), (predicted) => ownLoss(own, choice, data.task, predicted));
}

type Predicted = Pick<FittingLoss, "predict" | "width">;

function asTheyAre(single: boolean, lossOf: (predicted: Predicted) => FittingLoss): OutputHead {
  const given = (outputs: Tensor): Tensor => outputs;
  if (!single) return { replaced: [], outputs: given, loss: lossOf({ predict: given }) };
  const both = (p: Tensor): Tensor => tf.concat([tf.sub(1, p), p], 1);
  return { replaced: [], outputs: both, loss: lossOf({ predict: second, width: 1 }) };
}

/** Whether one probability stands for two classes. */
function isSingle(model: OwnModel, { task, outputs }: Pick<Dataset, "task" | "outputs">): boolean {
  return task === "classification" && model.outputs[0]!.shape[1] === 1 && outputs === 2;
}

function fromLogits(
  layer: OwnLayer,
  loss: FittingLoss,
  outputs: OutputHead["outputs"] = (given) => given,
): OutputHead {
  const identity = { apply: (x: Tensor) => x, getClassName: () => "identity" };
  const call = (x: Tensor | Tensor[]): Tensor => (Array.isArray(x) ? x[0]! : x);
  const members = layer.getClassName() === "Dense" ? { activation: identity } : { call };
  return { replaced: [{ target: layer, members }], outputs, loss };
}

/** The second of two outputs, [K, B, 2] to [K, B, 1]. */
function second(outputs: Tensor): Tensor {
  const [runs, examples] = outputs.shape as [number, number];
  return tf.slice(outputs, [0, 0, 1], [runs, examples, 1]);
}

/**
 * The activation that is the last thing a model computes, also in nested models. Undefined if something else is, or if
 * the layer is used elsewhere as well.
 */
export function lastActivation(model: OwnModel): LastActivation | undefined {
  const layer = model.outputs[0]!.sourceLayer;
  const uses = Object.values(planned(model).nodesByDepth)
    .flat()
    .filter(({ outboundLayer }) => outboundLayer === layer);
  if (uses.length !== 1) return undefined;
  if (isModel(layer)) return layer.outputs.length === 1 ? lastActivation(layer) : undefined;
  const name = activationOf(layer);
  return name === undefined ? undefined : { layer, name };
}

/** tfjs's own classes; a user's subclass may do anything. */
interface KnownClasses {
  readonly dense: unknown;
  readonly activation: unknown;
  readonly softmax: unknown;
}

let known: KnownClasses | undefined;

/** Made on first use, because TensorFlow is loaded late. A name keeps tfjs from counting these layers. */
function knownClasses(): KnownClasses {
  const name = "example";
  known ??= {
    dense: tf.layers.dense({ units: 1, name }).constructor,
    activation: tf.layers.activation({ activation: "linear", name }).constructor,
    softmax: tf.layers.softmax({ name }).constructor,
  };
  return known;
}

/** The activation that a layer ends with, over the outputs of each example. */
function activationOf(layer: OwnLayer): string | undefined {
  const { dense, activation, softmax } = knownClasses();
  if (layer.constructor === dense || layer.constructor === activation)
    return layer.activation?.getClassName() ?? "linear";
  const { axis } = layer as { axis?: number };
  return layer.constructor === softmax && (axis === -1 || axis === 1) ? "softmax" : undefined;
}
