import { type Cell, gruCell, lstmCell, simpleRnnCell } from "./recurrent/cells.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { assemble } from "./assemble.js";
import { noiseLayers, outputLayer, unitsOptions } from "./dense-network.js";
import { hiddenBlock, type HiddenBlock } from "./hidden-block.js";
import { asSequence, lastStep } from "./layers/shapes.js";
import type { Network, NetworkShape } from "./network.js";
import { recurrent } from "./recurrent/recurrent.js";

type Recurrent = Extract<Hyperparameters["architecture"], "simpleRnn" | "gru" | "lstm">;

const cells: Readonly<Record<Recurrent, Cell>> = {
  simpleRnn: simpleRnnCell,
  gru: gruCell,
  lstm: lstmCell,
};

/**
 * Recurrent layers over a sequence, then a linear layer on the last step's outputs. An image is read row by row from
 * the top. The units use tanh (and sigmoid gates) whatever `activation` says: without bounds a loop explodes.
 *
 * @throws {RangeError} if an example is a plain list of features, which has no order to walk through
 */
export function recurrentNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  const kind = choice.architecture as Recurrent;
  const sequence = asSequence(kind, data.inputShape);
  const blockChoice: Hyperparameters = { ...choice, activation: "linear" };
  const hidden: HiddenBlock[] = [];
  let shape = sequence.outputShape;
  for (let index = 1; index <= Math.max(1, choice.layers); index++) {
    const options = { ...unitsOptions(`${kind}${index}`, choice), bias: true };
    const block = hiddenBlock(index, blockChoice, shape, recurrent(kind, cells[kind], shape, options));
    hidden.push(block);
    shape = block.outputShape;
  }
  return assemble(data, {
    before: [...noiseLayers(choice, data), sequence],
    hidden,
    after: [lastStep(shape), outputLayer(choice, shape[1]!, data.outputs)],
    batched: true,
  });
}
