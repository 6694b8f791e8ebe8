import type { Tensor } from "@tensorflow/tfjs";
import type { ForwardContext, ForwardResult, Network, WeightSpec } from "../../models/network.js";
import type { Dataset } from "../../data/dataset.js";
import { sizeOf } from "../../models/initializers.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { LayerVariable, OwnLayer, OwnModel } from "./own-model.js";
import { replacedBatchNorm } from "./replaced-batch-norm.js";
import { withReplaced, type Replacement } from "./with-replaced.js";

/**
 * A `tf.LayersModel` as a pure function of its weights, so that it trains like any other network.
 *
 * While the model is applied, its variables read and write tensors that are handed in, its dropout layers take their
 * noise from the run's seed, and a softmax or sigmoid at its end is left out, because losses start from logits.
 */
export function modelNetwork(model: OwnModel, data: Dataset): Network {
  const { outputs } = data;
  return {
    inputShape: data.inputShape,
    outputs,
    weights: model.weights.map((variable) => weightSpec(variable)),
    batched: false,
    signals: model.layers.reduce((sum, layer) => sum + outputsOf(layer), sizeOf(data.inputShape)),
    summary: model.layers.map((layer) => `${layer.getClassName()} "${layer.name}"`),
    forward: (weights, inputs, context) => forward(model, outputs, weights, inputs, context),
  };
}

/** Numbers that come out of a layer for one example; sides that only the data decides count as 1. */
function outputsOf({ outputShape }: OwnLayer): number {
  const shapes = Array.isArray(outputShape[0]) ? outputShape : [outputShape];
  return (shapes as (number | null)[][]).reduce(
    (sum, [, ...shape]) => sum + sizeOf(shape.map((side) => side ?? 1)),
    0,
  );
}

function weightSpec(variable: LayerVariable): WeightSpec {
  const trained = variable.name.endsWith("bias") || variable.shape.length < 2 ? "bias" : "kernel";
  return {
    name: variable.name,
    shape: variable.shape,
    role: variable.trainable ? trained : "statistic",
    initial: () => variable.read().dataSync<"float32">().slice(),
  };
}

function forward(
  model: OwnModel,
  outputs: number,
  weights: ReadonlyMap<string, Tensor>,
  inputs: Tensor,
  context: ForwardContext,
): ForwardResult {
  const written = new Map<string, Tensor>();
  const examples = inputs.shape[1]!;
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const replacements = [
    ...model.weights.map((variable) => replacedVariable(variable, weights, written)),
    ...model.layers.flatMap((layer, index) => replacedDropout(layer, index, context)),
    ...model.layers.flatMap((layer) => replacedBatchNorm(layer, context)),
    ...rawOutput(model.layers.at(-1)!),
  ];
  const raw = withReplaced(replacements, () =>
    model.apply(tf.reshape(inputs, [examples, ...shape]), { training: context.training }),
  ) as Tensor;
  return {
    output: tf.expandDims(asClasses(raw, outputs), 0),
    statistics: new Map([...written].map(([name, value]) => [name, released(value)])),
    activations: [],
  };
}

/** The variable reads the tensor it is given, [1, ...shape], and what is written to it comes out as a statistic. */
function replacedVariable(
  variable: LayerVariable,
  weights: ReadonlyMap<string, Tensor>,
  written: Map<string, Tensor>,
): Replacement {
  const { name, shape } = variable;
  const read = (): Tensor => tf.reshape(written.get(name) ?? weights.get(name)!, [...shape]);
  // Layers write inside tidy blocks of their own, which would free the value.
  const write = (value: Tensor): Map<string, Tensor> => written.set(name, tf.keep(tf.expandDims(value, 0)));
  return { target: variable, members: { read, write } };
}

/** A kept tensor, from now on freed like any other. */
function released(kept: Tensor): Tensor {
  const copy = tf.clone(kept);
  kept.dispose();
  return copy;
}

/** tfjs draws dropout in JavaScript, which a graph would repeat in every step. */
function replacedDropout(layer: OwnLayer, index: number, context: ForwardContext): Replacement[] {
  if (layer.getClassName() !== "Dropout" || layer.noiseShape) return [];
  const { rate = 0 } = layer;
  const call: OwnLayer["call"] = (inputs) => {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!context.training || rate === 0) return x;
    const noise = tf.reshape(context.noise(index + 1, x.shape.slice(1)), x.shape);
    return tf.mul(x, tf.div(tf.cast(tf.greaterEqual(noise, rate), "float32"), 1 - rate));
  };
  return [{ target: layer, members: { call } }];
}

/** Leaves out the softmax or sigmoid of the last layer. */
function rawOutput(last: OwnLayer): Replacement[] {
  const kind = last.activation?.getClassName();
  if (kind === "softmax" || kind === "sigmoid")
    return [{ target: last.activation!, members: { apply: (x: Tensor) => x } }];
  if (last.getClassName() !== "Softmax") return [];
  return [{ target: last, members: { call: (x: Tensor | Tensor[]) => (Array.isArray(x) ? x[0]! : x) } }];
}

/** One logit z for "class 1" is the same as the two logits 0 and z. */
function asClasses(raw: Tensor, outputs: number): Tensor {
  if (raw.shape[1] !== 1 || outputs !== 2) return raw;
  return tf.concat([tf.zerosLike(raw), raw], 1);
}
