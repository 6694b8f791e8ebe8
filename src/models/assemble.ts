import type { Tensor } from "@tensorflow/tfjs";
import { applyAll, type HiddenBlock } from "./hidden-block.js";
import { sizeOf } from "./initializers.js";
import type { Layer, LayerPass } from "./layers/layer.js";
import type { Network, NetworkShape } from "./network.js";

/** The parts of a network in the order in which signals pass them. */
export interface NetworkParts {
  readonly before: readonly Layer[];
  readonly hidden: readonly HiddenBlock[];
  readonly after: readonly Layer[];
  readonly batched: boolean;
}

/** Puts the parts together. */
export function assemble({ inputShape, outputs }: NetworkShape, parts: NetworkParts): Network {
  const layers = [...parts.before, ...parts.hidden.flatMap((block) => block.layers), ...parts.after];
  return {
    inputShape,
    outputs,
    weights: layers.flatMap((layer) => layer.weights),
    batched: parts.batched,
    signals: layers.reduce((sum, layer) => sum + signalsOf(layer), sizeOf(inputShape)),
    summary: layers.map(describe),
    forward: (weights, inputs, context) => {
      const pass: LayerPass = { weights, context, statistics: new Map() };
      const { signal, activations } = throughHidden(parts.hidden, applyAll(parts.before, inputs, pass), pass);
      return { output: applyAll(parts.after, signal, pass), statistics: pass.statistics, activations };
    },
  };
}

function throughHidden(
  blocks: readonly HiddenBlock[],
  inputs: Tensor,
  pass: LayerPass,
): { signal: Tensor; activations: readonly Tensor[] } {
  const activations: Tensor[] = [];
  let signal = inputs;
  for (const block of blocks) {
    const { output, activation } = block.apply(signal, pass);
    activations.push(activation);
    signal = output;
  }
  return { signal, activations };
}

const signalsOf = ({ signals, outputShape }: Layer): number => signals ?? sizeOf(outputShape);

function describe(layer: Layer): string {
  const trained = layer.weights.filter(({ role }) => role !== "statistic");
  const count = trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return `${layer.summary} → ${layer.outputShape.join(" × ")}${count > 0 ? `, ${count} parameters` : ""}`;
}

/** How many numbers of a network are trained. */
export function parameterCount({ weights }: Pick<Network, "weights">): number {
  return weights
    .filter(({ role }) => role !== "statistic")
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
