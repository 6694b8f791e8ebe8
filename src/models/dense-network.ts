import { initializerScaleOf } from "../hyperparameters/automatic.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { assemble } from "./assemble.js";
import { hiddenBlock, type HiddenBlock } from "./hidden-block.js";
import { initializers } from "./initializers.js";
import { dense, type UnitsOptions } from "./layers/dense.js";
import { flatten } from "./layers/shapes.js";
import { inputNoise } from "./layers/noise.js";
import type { Layer } from "./layers/layer.js";
import type { Network, NetworkShape } from "./network.js";

/** Fully connected layers; images and sequences are flattened first. No hidden layer makes it a linear model. */
export function denseNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  const hidden: HiddenBlock[] = [];
  const before = [
    ...noiseLayers(choice, data),
    ...(data.inputShape.length > 1 ? [flatten(data.inputShape)] : []),
  ];
  let shape = before.at(-1)?.outputShape ?? data.inputShape;
  for (let index = 1; index <= choice.layers; index++) {
    const block = hiddenBlock(index, choice, shape, dense(shape[0]!, unitsOptions(`dense${index}`, choice)));
    hidden.push(block);
    shape = block.outputShape;
  }
  return assemble(data, {
    before,
    hidden,
    after: [outputLayer(choice, shape[0]!, data.outputs)],
    batched: true,
  });
}

/** Noise on the inputs, if the hyperparameters ask for it. */
export function noiseLayers(choice: Hyperparameters, { inputShape }: NetworkShape): readonly Layer[] {
  return choice.inputNoise > 0 ? [inputNoise(inputShape)] : [];
}

/** Name, size and initial weights of a hidden layer. */
export function unitsOptions(name: string, choice: Hyperparameters): UnitsOptions {
  return {
    name,
    units: choice.units,
    initializer: initializers[choice.initializer],
    scale: initializerScaleOf(choice),
    bias: !choice.batchNorm,
  };
}

/** The last layer: one number (logit) per output, without activation. */
export function outputLayer(choice: Hyperparameters, inputs: number, outputs: number): Layer {
  return dense(inputs, { ...unitsOptions("output", choice), units: outputs, bias: true });
}
