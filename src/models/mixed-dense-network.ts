import type { Tensor } from "@tensorflow/tfjs";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { stretches } from "../runtime/collections.js";
import { tf } from "../tensorflow/tensorflow.js";
import { activations, type Activation } from "./activations.js";
import { denseNetwork, noiseLayers, outputLayer, unitsOptions } from "./dense-network.js";
import { applyAll, hiddenBlock, type HiddenBlock } from "./hidden-block.js";
import { sizeOf } from "./initializers.js";
import { activate, dense } from "./layers/dense.js";
import { firstRuns, type LayerPass } from "./layers/layer.js";
import { flatten } from "./layers/shapes.js";
import type { ForwardContext, Network, NetworkShape } from "./network.js";

/**
 * Dense networks that differ in units, number of layers and activation, as one network with room for the widest of them.
 *
 * Weights of the units that a run does not have are 0, and stay so by themselves: such a unit sums up 0, which every activation but the
 * sigmoid maps to 0 (the sigmoid's is set to 0), so that the weights on both sides of it get gradients of exactly 0. A layer is
 * applied to the runs that have it only: those that end earlier wait for the others in front of the last layer.
 *
 * @param choices one per run, those with most layers first; each has at least one
 */
export function mixedDenseNetwork(choices: readonly Hyperparameters[], data: NetworkShape): Network {
  const units = Math.max(...choices.map((choice) => choice.units));
  const widest: Hyperparameters = { ...choices[0]!, units };
  const before = [
    ...noiseLayers(widest, data),
    ...(data.inputShape.length > 1 ? [flatten(data.inputShape)] : []),
  ];
  const inputs = sizeOf(data.inputShape);
  const levels = Array.from({ length: widest.layers }, (_, at) => level(at + 1, choices, widest, inputs));
  const output = outputLayer(widest, units, data.outputs);
  const room = denseNetwork(widest, data);
  return {
    ...room,
    summary: [`${choices.length} networks, the largest of them:`, ...room.summary],
    own: choices.map((choice) => denseNetwork(choice, data)),
    forward: (weights, examples, context) => {
      const pass: LayerPass = { weights, context, statistics: new Map() };
      const signal = throughLevels(levels, applyAll(before, examples, pass), pass);
      return { output: output.apply(signal, pass), statistics: pass.statistics, activations: [] };
    },
  };
}

/** A hidden layer, and the runs that have it: the first ones, each with its number of units. */
interface Level {
  readonly block: HiddenBlock;
  readonly widths: readonly number[];
}

function level(
  index: number,
  choices: readonly Hyperparameters[],
  widest: Hyperparameters,
  inputs: number,
): Level {
  const having = choices.filter(({ layers }) => layers >= index);
  const before = [index === 1 ? inputs : widest.units];
  const sums = dense(before[0]!, unitsOptions(`dense${index}`, widest));
  const activated = activate("activations of the runs", mixedActivation(having, widest.units), [
    widest.units,
  ]);
  return {
    block: hiddenBlock(index, widest, before, sums, [], [activated]),
    widths: having.map(({ units }) => units),
  };
}

/** Hidden layer after hidden layer; a run whose last one it was is set aside, and all are put together at the end. */
function throughLevels(levels: readonly Level[], inputs: Tensor, pass: LayerPass): Tensor {
  let signal = inputs;
  const done: Tensor[] = [];
  for (const { block, widths } of levels) {
    const [runs] = signal.shape as [number];
    if (widths.length < runs) {
      const [going, ended] = tf.split(signal, [widths.length, runs - widths.length], 0) as [Tensor, Tensor];
      done.unshift(ended);
      signal = going;
    }
    signal = block.apply(signal, { ...pass, context: contextOfFirst(pass.context, widths) }).output;
  }
  return done.length > 0 ? tf.concat([signal, ...done], 0) : signal;
}

/** What the first runs see of the context, in a layer of which they use so many units. */
function contextOfFirst(context: ForwardContext, widths: readonly number[]): ForwardContext {
  return {
    ...context,
    dropout: firstRuns(context.dropout, widths.length),
    mask: firstRuns(context.mask, widths.length),
    noise: (layer, shape) => context.noise(layer, shape, widths),
  };
}

/** The activation of each run. Neighbours that share one are computed together. */
function mixedActivation(choices: readonly Hyperparameters[], width: number): Activation {
  const parts = stretches(choices.map(({ activation }) => activation));
  const each = parts.map(({ of, from, to }): Activation => {
    const isNarrow = choices.slice(from, to).some(({ units }) => units < width);
    if (of !== "sigmoid" || !isNarrow) return activations[of];
    const masks = unitMasks(choices.slice(from, to), width);
    return (sums) => tf.mul(activations.sigmoid(sums), tf.tensor(masks, [to - from, 1, width]));
  });
  if (each.length === 1) return each[0]!;
  const sizes = parts.map(({ from, to }) => to - from);
  return (sums) =>
    tf.concat(
      tf.split(sums, sizes, 0).map((part, at) => each[at]!(part)),
      0,
    );
}

/** 1 for the units that a run has, 0 for the others. */
function unitMasks(choices: readonly Hyperparameters[], width: number): Float32Array {
  const masks = new Float32Array(choices.length * width);
  choices.forEach(({ units }, run) => masks.fill(1, run * width, run * width + units));
  return masks;
}
