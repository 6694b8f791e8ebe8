import type { Tensor } from "@tensorflow/tfjs";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { tf } from "../tensorflow/tensorflow.js";
import { activations } from "./activations.js";
import { activate } from "./layers/dense.js";
import { batchNorm } from "./layers/batch-norm.js";
import { groupNorm } from "./layers/group-norm.js";
import { dropout } from "./layers/noise.js";
import type { Layer, LayerPass } from "./layers/layer.js";

/** A hidden layer with all that belongs to it. */
export interface HiddenBlock {
  readonly layers: readonly Layer[];
  readonly outputShape: readonly number[];
  apply(inputs: Tensor, pass: LayerPass): { readonly output: Tensor; readonly activation: Tensor };
}

/**
 * Sums, then a normalization, activation, the residual connection, pooling and dropout, each if wanted.
 *
 * @param index 1 for the first hidden layer
 * @param inputShape shape of one example as it comes in: the residual connection needs the same shape going out
 * @param activated the activation as layers, if it is not just that of `choice`
 */
export function hiddenBlock(
  index: number,
  choice: Hyperparameters,
  inputShape: readonly number[],
  sums: Layer,
  pooling: readonly Layer[] = [],
  activated = activationLayer(choice.activation, sums.outputShape),
): HiddenBlock {
  const shape = sums.outputShape;
  const outputShape = pooling.at(-1)?.outputShape ?? shape;
  const norm = normalization(`norm${index}`, choice, shape);
  const main = [sums, ...norm, ...activated];
  const drop = choice.dropout > 0 ? [dropout(index, outputShape)] : [];
  const residual = choice.residual && inputShape.join() === shape.join();
  return {
    layers: [...(residual ? saidToAddInput(main) : main), ...pooling, ...drop],
    outputShape,
    apply: (inputs, pass) => {
      const activation = applyAll(main, inputs, pass);
      const sum = residual ? tf.add(inputs, activation) : activation;
      return { activation, output: applyAll([...pooling, ...drop], sum, pass) };
    },
  };
}

function normalization(name: string, choice: Hyperparameters, shape: readonly number[]): readonly Layer[] {
  const { batchNorm: overBatch, normGroups: groups, normMomentum: momentum, normEpsilon: epsilon } = choice;
  if (overBatch && groups > 0)
    throw new RangeError(
      `Cannot build a network with batchNorm = true and normGroups = ${groups}: a layer has one normalization. Set one of them to its default.`,
    );
  if (overBatch) return [batchNorm(name, shape, { momentum, epsilon })];
  return groups > 0 ? [groupNorm(name, shape, { groups, epsilon })] : [];
}

function activationLayer(name: Hyperparameters["activation"], shape: readonly number[]): readonly Layer[] {
  return name === "linear" ? [] : [activate(name, activations[name], shape)];
}

/** The same layers, the last of which mentions the residual connection in its summary. */
function saidToAddInput(layers: readonly Layer[]): readonly Layer[] {
  const last = layers.at(-1)!;
  return layers.with(-1, { ...last, summary: `${last.summary}, plus the layer's input` });
}

/** Layer after layer. */
export function applyAll(layers: readonly Layer[], inputs: Tensor, pass: LayerPass): Tensor {
  return layers.reduce((signal, layer) => layer.apply(signal, pass), inputs);
}
