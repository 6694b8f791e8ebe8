import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { denseNetwork } from "./dense-network.js";
import type { Network, NetworkShape } from "./network.js";

/** How each kind of network is made. */
const builders: Partial<
  Record<Hyperparameters["architecture"], (choice: Hyperparameters, data: NetworkShape) => Network>
> = {
  dense: denseNetwork,
};

/**
 * The network that hyperparameters describe, for data of a given shape.
 *
 * @throws {RangeError} if the architecture cannot take inputs of this shape
 * @example
 * buildNetwork(presets.baseline, { inputShape: [64], outputs: 10 }).summary;
 */
export function buildNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  const build = builders[choice.architecture];
  if (build === undefined)
    throw new RangeError(`Cannot build a network: no architecture "${choice.architecture}".`);
  return build(choice, data);
}
