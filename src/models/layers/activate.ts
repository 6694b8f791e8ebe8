import type { Activation } from "../activations.js";
import type { Layer } from "./layer.js";

/** An activation as a layer. */
export function activate(name: string, activation: Activation, inputShape: readonly number[]): Layer {
  return { weights: [], outputShape: inputShape, summary: name, apply: (x) => activation(x) };
}
