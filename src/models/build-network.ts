import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkLayers, checkSize } from "./check-size.js";
import { convolutionalNetwork } from "./convolutional-network.js";
import { denseNetwork } from "./dense-network.js";
import type { Network, NetworkShape } from "./network.js";
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
