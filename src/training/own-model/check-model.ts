import { extentOf } from "../../runtime/extent.js";
import type { Tensor } from "@tensorflow/tfjs";
import type { Dataset } from "../../data/dataset.js";
import { sizeOf } from "../../models/initializers.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { LossName } from "../losses.js";
import { lastActivation } from "./output-head.js";
import { allLayers, type OwnModel } from "./own-model.js";

/**
 * Checks that the user's own model can be trained on the data.
 *
 * @param loss undefined for a custom loss, which may take any outputs
 * @throws {RangeError} if inputs or outputs do not fit the data or the loss, or the model has parts the trainer does not support;
 *   the message names the layer
 */
export function checkModel(model: OwnModel, data: Dataset, loss: LossName | undefined): void {
  checkShapes(model, data);
  for (const { layer } of allLayers(model)) {
    const refuseLayer = (why: string): never => refuse(model, `layer "${layer.name}" ${why}`);
    if (layer.activityRegularizer !== undefined && layer.activityRegularizer !== null)
      refuseLayer("has an activity regularizer, which tfjs does not compute; regularize its weights instead");
    if (layer.stateful)
      refuseLayer(
        "is stateful: it carries its state from batch to batch, and here batches are shuffled; set stateful to false",
      );
  }
  for (const weight of model.trainableWeights)
    if (weight.constraint)
      refuse(model, `weight "${weight.name}" has a constraint, which only tfjs's own fit supports`);
  if (model.trainableWeights.length === 0)
    refuse(model, "none of its layers is trainable; set trainable to true for at least one");
  const last = lastActivation(model);
  if (last?.name === "softmax" && model.outputs[0]!.shape[1] === 1)
    refuse(
      model,
      `layer "${last.layer.name}", its last, is a softmax over 1 output, which is always 1; use sigmoid`,
    );
  if (loss === "categoricalCrossentropy" || loss === "binaryCrossentropy")
    checkProbabilities(model, data, loss);
}

function checkShapes(model: OwnModel, data: Dataset): void {
  // A tf.sequential() whose first layer was not told its shape has none of these yet.
  const [inputs, outputs] = [model.inputs as OwnModel["inputs"] | undefined, model.outputs];
  if (!inputs) refuse(model, "its input shape is not known; give its first layer an inputShape");
  if (inputs.length !== 1 || outputs.length !== 1)
    refuse(
      model,
      `it has ${inputs.length} inputs and ${outputs.length} outputs, and it must have one of each`,
    );
  const input = inputs[0]!.shape.slice(1);
  if (!takes(input, data.inputShape))
    refuse(
      model,
      `its input is [${input.join(", ")}] and an example of "${data.name}" is [${data.inputShape.join(", ")}]`,
    );
  const output = outputs[0]!.shape.slice(1);
  if (output.length !== 1 || !fitsOutputs(output[0]!, data))
    refuse(model, `its output is [${output.join(", ")}] and "${data.name}" needs ${neededOutputs(data)}`);
}

/** Whether inputs take an example: with as many numbers, or, where a side is open, of the same shape otherwise. */
function takes(input: readonly (number | null)[], example: readonly number[]): boolean {
  if (!input.includes(null)) return sizeOf(input as number[]) === sizeOf(example);
  return input.length === example.length && input.every((side, at) => side === null || side === example[at]);
}

function fitsOutputs(outputs: number | null, { task, outputs: needed }: Dataset): boolean {
  return outputs === needed || (task === "classification" && needed === 2 && outputs === 1);
}

function neededOutputs({ task, outputs }: Dataset): string {
  if (task === "regression") return `${outputs} numbers`;
  return outputs === 2 ? "2 classes, or 1 probability" : `${outputs} classes`;
}

/** Activations whose results are between 0 and 1. */
const unitActivations = new Set(["softmax", "sigmoid", "hardSigmoid"]);

/** Examples tried to see whether the outputs are probabilities. */
const tried = 64;

/** A cross-entropy needs probabilities: with anything else, training would be wrong without any error. */
function checkProbabilities(model: OwnModel, data: Dataset, loss: LossName): void {
  const last = lastActivation(model);
  const layer = model.outputs[0]!.sourceLayer.name;
  const ends = `end the model with ${loss === "binaryCrossentropy" || data.outputs === 2 ? "softmax or sigmoid" : "softmax"}`;
  const remedy = `${ends}, or choose loss: "meanSquaredError"`;
  if (last && !unitActivations.has(last.name))
    refuse(
      model,
      `layer "${last.layer.name}", its last, has activation "${last.name}", which does not give probabilities, and the loss is ` +
        `${loss}; ${remedy}`,
    );
  const outputs = someOutputs(model, data);
  const [low, high] = outputs.every(Number.isFinite) ? extentOf(outputs) : [Number.NaN, Number.NaN];
  if (!(low >= -1e-6 && high <= 1 + 1e-6))
    refuse(
      model,
      `its last layer, "${layer}", gives numbers from ${low.toPrecision(3)} to ${high.toPrecision(3)}, which are not ` +
        `probabilities, and the loss is ${loss}; ${remedy}`,
    );
}

function someOutputs(model: OwnModel, { train, inputShape }: Dataset): Float32Array {
  const count = Math.min(tried, train.count);
  const input = model.inputs[0]!.shape.slice(1);
  const shape = input.includes(null) ? inputShape : (input as number[]);
  const inputs = train.inputs.subarray(0, count * sizeOf(inputShape));
  return tf.tidy(() => (model.predict(tf.tensor(inputs, [count, ...shape])) as Tensor).dataSync<"float32">());
}

function refuse(model: OwnModel, why: string): never {
  throw new RangeError(`Cannot train model "${model.name}": ${why}.`);
}
