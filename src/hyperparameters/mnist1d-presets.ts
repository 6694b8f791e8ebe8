import { hyperparameters } from "./hyperparameters.js";

const shared = { optimizer: "adam", learningRate: 0.01, batchSize: 100, schedule: "cosine" } as const;

/**
 * One network of each kind for MNIST-1D (chapter 14), each as accurate on its test split as the published one, although
 * a fifth of the training data is held out for validation.
 *
 * @see Greydanus and Kobak, "Scaling down deep learning with MNIST-1D", 2024: about 32 % for logistic regression, 68 % for
 * the multilayer perceptron, 94 % for the convolutional network, 91 % for the GRU
 */
export const mnist1dPresets = Object.freeze({
  /** Logistic regression: no hidden layer. */
  mnist1dLogistic: hyperparameters({ ...shared, layers: 0, epochs: 30 }),
  /** A multilayer perceptron. */
  mnist1dDense: hyperparameters({
    ...shared,
    layers: 2,
    units: 256,
    learningRate: 0.003,
    dropout: 0.2,
    epochs: 60,
  }),
  /** Three convolutions with stride 2, as published, and dropout. */
  mnist1dConvolutional: hyperparameters({
    ...shared,
    architecture: "convolutional",
    layers: 3,
    units: 25,
    kernelSize: 5,
    pooling: "stride",
    dropout: 0.2,
    epochs: 40,
  }),
  /** A GRU that classifies after the last time step. */
  mnist1dGru: hyperparameters({
    ...shared,
    architecture: "gru",
    layers: 1,
    units: 32,
    initializer: "glorotUniform",
    learningRate: 0.02,
    batchSize: 64,
    clipNorm: 1,
    epochs: 25,
  }),
});
