import { gpt3 } from "./gpt3.js";
import { hyperparameters } from "./hyperparameters.js";
import { mnist1dPresets } from "./mnist1d-presets.js";

/** The DNN the chapters on depth and width start from: everything but its size as in the baseline. */
const network = (layers: number, units: number): ReturnType<typeof hyperparameters> =>
  hyperparameters({ layers, units });

/**
 * Named choices of hyperparameters, frozen: spread one and change what you want to study.
 *
 * @example
 * const run = await train(digits, { ...presets.baseline, learningRate: 0.01 }, { seed: 1 });
 */
export const presets = Object.freeze({
  /** The table's defaults: a small dense network and plain gradient descent, so that nothing hides an effect. */
  baseline: hyperparameters(),
  /** One hidden layer (chapter 12). */
  oneLayer: network(1, 64),
  /** Three hidden layers (chapter 12). */
  threeLayers: network(3, 64),
  /** Ten hidden layers (chapter 12). */
  tenLayers: network(10, 64),
  /** 8 units per layer (chapter 13). */
  narrow: network(2, 8),
  /** 128 units per layer (chapter 13). */
  wide: network(2, 128),
  /** The image classifier of the capstone (chapter 29): five convolutional layers of 128 filters, sized for 8×8 digits. */
  cnn: hyperparameters({
    architecture: "convolutional",
    layers: 5,
    units: 128,
    dropout: 0.3,
    activation: "relu",
    optimizer: "adam",
    learningRate: 0.001,
    batchSize: 64,
    epochs: 20,
  }),
  ...mnist1dPresets,
  /** The eight sizes of GPT-3 (chapter 28): a table to read, not to train. */
  gpt3,
});
