import type { Tensor } from "@tensorflow/tfjs";
import type { Dataset } from "../../data/dataset.js";
import { sizeOf } from "../../models/initializers.js";
import type { ForwardContext, ForwardResult, Network, WeightSpec } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { replacedBatchNorm } from "./batch-norm.js";
import type { OutputHead } from "./output-head.js";
import {
  allLayers,
  isModel,
  type FoundLayer,
  type LayerVariable,
  type OwnModel,
  type Shape,
} from "./own-model.js";
import { forgetMasks, randomLayers } from "./random-layers.js";
import { withReplaced, type Replacement } from "./with-replaced.js";

/**
 * A `tf.LayersModel` as a pure function of its weights, so that it trains like any other network.
 *
 * While the model is applied, its variables read and write tensors that are passed in, layers that draw random numbers take
 * them from the run's seed, and batch norm ignores padding; this also holds for nested models.
 */
export function modelNetwork(model: OwnModel, head: OutputHead, data: Dataset): Network {
  const layers = allLayers(model);
  const trained = new Set(model.trainableWeights);
  const variables = [...new Set(model.weights)];
  const applied = { model, layers, variables, head };
  return {
    inputShape: data.inputShape,
    outputs: data.outputs,
    weights: variables.map((variable) => weightSpec(variable, trained.has(variable))),
    batched: false,
    signals: layers.reduce((sum, found) => sum + signalsOf(found), sizeOf(data.inputShape)),
    summary: model.layers.map((layer) => `${layer.getClassName()} "${layer.name}"`),
    forward: (weights, inputs, context) => forward(applied, weights, inputs, context),
    ...penaltyOf(applied),
  };
}

/** A model with what is known of it before it is applied. */
interface AppliedModel {
  readonly model: OwnModel;
  readonly layers: readonly FoundLayer[];
  readonly variables: readonly LayerVariable[];
  readonly head: OutputHead;
}

type Weights = ReadonlyMap<string, Tensor>;

/** How many numbers all uses of a layer output for one example; dimensions that depend on the data count as 1. */
function signalsOf({ layer }: FoundLayer): number {
  return layer.inboundNodes
    .flatMap(({ outputShapes }) => (outputShapes ? asShapes(outputShapes) : []))
    .reduce((sum, [, ...shape]) => sum + sizeOf(shape.map((side) => side ?? 1)), 0);
}

const asShapes = (shapes: Shape | readonly Shape[]): readonly Shape[] =>
  (Array.isArray(shapes[0]) ? shapes : [shapes]) as readonly Shape[];

function weightSpec(variable: LayerVariable, isTrained: boolean): WeightSpec {
  const role = variable.name.endsWith("bias") || variable.shape.length < 2 ? "bias" : "kernel";
  return {
    name: variable.name,
    shape: variable.shape,
    role: isTrained ? role : "statistic",
    initial: () => variable.read().dataSync<"float32">().slice(),
  };
}

function forward(
  { model, layers, variables, head }: AppliedModel,
  weights: Weights,
  inputs: Tensor,
  context: ForwardContext,
): ForwardResult {
  const written = new Map<string, Tensor>();
  const all = layers.map(({ layer }) => layer);
  const replacements = [
    ...variables.map((variable) => replacedVariable(variable, weights, written)),
    ...randomLayers(model, all, context),
    ...layers.flatMap((found) => replacedBatchNorm(found, context)),
    ...head.replaced,
  ];
  const given = withReplaced(replacements, () =>
    model.apply(asInputs(model, inputs), { training: context.training }),
  ) as Tensor;
  // During training the gradients still have to be computed.
  if (!context.training) forgetMasks(all);
  return {
    output: tf.expandDims(head.outputs(given), 0),
    statistics: new Map([...written].map(([name, value]) => [name, released(value)])),
    activations: [],
  };
}

/** [1, B, …] as the model takes it, [B, …]. */
function asInputs(model: OwnModel, inputs: Tensor): Tensor {
  const [, examples, ...shape] = inputs.shape as [number, number, ...number[]];
  const wanted = model.inputs[0]!.shape.slice(1);
  return tf.reshape(inputs, [examples, ...(wanted.includes(null) ? shape : (wanted as number[]))]);
}

/** The regularizers that its layers bring, [1]: functions that read the layers' variables. */
function penaltyOf({ layers, variables }: AppliedModel): Pick<Network, "penalty"> {
  const brought = layers.flatMap(({ layer }) => (isModel(layer) ? [] : layer.losses));
  if (brought.length === 0) return {};
  const penalty = (weights: Weights): Tensor => {
    const replacements = variables.map((variable) => replacedVariable(variable, weights, new Map()));
    return withReplaced(replacements, () =>
      tf.reshape(tf.addN(brought.map((each) => tf.reshape(each(), []))), [1]),
    );
  };
  return { penalty };
}

/** The variable reads the tensor it is given, [1, ...shape], and what is written to it comes out as a statistic. */
function replacedVariable(
  variable: LayerVariable,
  weights: Weights,
  written: Map<string, Tensor>,
): Replacement {
  const { name, shape } = variable;
  const read = (): Tensor => tf.reshape(written.get(name) ?? weights.get(name)!, [...shape]);
  // Layers write inside tidy blocks of their own, which would free the value.
  const write = (value: Tensor): Map<string, Tensor> => {
    written.get(name)?.dispose();
    return written.set(name, tf.keep(tf.expandDims(value, 0)));
  };
  return { target: variable, members: { read, write } };
}

/** Lets a kept tensor be freed like any other. */
function released(kept: Tensor): Tensor {
  const copy = tf.clone(kept);
  kept.dispose();
  return copy;
}
