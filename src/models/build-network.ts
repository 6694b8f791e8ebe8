import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { Network, NetworkShape } from "./network.js";
import { attentionNetwork } from "./attention-network.js";
import { convolutionalNetwork } from "./convolutional-network.js";
import { denseNetwork } from "./dense-network.js";
import { recurrentNetwork } from "./recurrent-network.js";

/** How each kind of network is made. */
const builders: Readonly<
  Record<Hyperparameters["architecture"], (choice: Hyperparameters, data: NetworkShape) => Network>
> = {
  dense: denseNetwork,
  convolutional: convolutionalNetwork,
  simpleRnn: recurrentNetwork,
  gru: recurrentNetwork,
  lstm: recurrentNetwork,
  selfAttention: attentionNetwork,
};

/**
 * The network that hyperparameters describe, for data of a given shape.
 *
 * @param data a data set, or just its `inputShape` and `outputs`
 * @throws {RangeError} if the architecture cannot take inputs of this shape, or training would not fit in memory
 * @example
 * buildNetwork(presets.baseline, { inputShape: [64], outputs: 10 }).summary;
 */
export function buildNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  checkLayers(choice);
  const network = builders[choice.architecture](choice, data);
  checkSize(network, choice);
  return network;
}

/** A deeper network is surely a typo, and merely counting its weights would take very long. */
const mostLayers = 1000;
/** Numbers that one run may keep in memory: four gibibytes. */
const mostNumbers = 2 ** 30;
/** A weight, its gradient, up to two memories of the optimizer, and the new values of these while a step is computed. */
const copiesOfWeights = 7;
/** A signal on its way forwards, and its gradient on the way back. */
const copiesOfSignals = 2;

/** @throws {RangeError} if there are too many layers even to be counted */
export function checkLayers({ layers }: Hyperparameters): void {
  if (layers > mostLayers)
    throw new RangeError(
      `Cannot build a network with layers = ${layers}: at most ${mostLayers} can be built. Choose fewer; beyond ten, batchNorm and residual help.`,
    );
}

/**
 * @throws {RangeError} if training the network takes more memory than a machine can have; the message names what makes it
 * large
 */
export function checkSize({ weights, signals }: Network, choice: Hyperparameters): void {
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  const numbers = copiesOfWeights * count + copiesOfSignals * choice.batchSize * signals;
  if (numbers <= mostNumbers) return;
  const { units, layers, kernelSize, batchSize } = choice;
  throw new RangeError(
    `Cannot train a network of ${count.toPrecision(2)} weights: with units = ${units}, layers = ${layers}, kernelSize = ${kernelSize} and ` +
      `batchSize = ${batchSize} it would take ${Math.ceil((4 * numbers) / 2 ** 30)} GiB of memory, and the bound is ` +
      `${(4 * mostNumbers) / 2 ** 30}. Make the largest of them smaller.`,
  );
}
