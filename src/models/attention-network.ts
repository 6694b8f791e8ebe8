import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { assemble } from "./assemble.js";
import { noiseLayers, outputLayer, unitsOptions } from "./dense-network.js";
import { hiddenBlock, type HiddenBlock } from "./hidden-block.js";
import { embedding, positionVectors, selfAttention } from "./layers/self-attention.js";
import { asSequence, meanOverSteps } from "./layers/shapes.js";
import type { Network, NetworkShape } from "./network.js";

/**
 * Self-attention layers over a sequence, then a linear layer on the mean over its steps.
 *
 * Before them each step becomes `units` numbers, by one matrix for all, and gets a learned vector of its own that says where it is.
 * An image is read row by row from the top. `residual` adds a layer's input to its output, as in a transformer.
 *
 * @throws {RangeError} if an example is a plain list of features, which has no steps
 */
export function attentionNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  const sequence = asSequence(choice.architecture, data.inputShape);
  const embedded = embedding(sequence.outputShape, unitsOptions("embedding", choice));
  const shape = embedded.outputShape;
  const hidden: HiddenBlock[] = [];
  for (let index = 1; index <= choice.layers; index++) {
    const sums = selfAttention(shape, unitsOptions(`attention${index}`, choice));
    hidden.push(hiddenBlock(index, choice, shape, sums));
  }
  return assemble(data, {
    before: [...noiseLayers(choice, data), sequence, embedded, positionVectors(shape)],
    hidden,
    after: [meanOverSteps(shape), outputLayer(choice, choice.units, data.outputs)],
    batched: true,
  });
}
