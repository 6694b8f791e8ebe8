import { tf } from "../tensorflow/tensorflow.js";
import type { Tensor } from "@tensorflow/tfjs-node";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";

/** A function applied to every number of a tensor. */
export type Activation = (sums: Tensor) => Tensor;

/** Every activation by its name. Slopes and scales are those of the papers, or of Keras 3 where they leave a choice. */
export const activations: Readonly<Record<Hyperparameters["activation"], Activation>> = Object.freeze({
  /** x: a stack of linear layers is one linear layer. */
  linear: (x) => x,
  /** 1 / (1 + e⁻ˣ), between 0 and 1; slope at most 1/4. */
  sigmoid: tf.sigmoid,
  /** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), between −1 and 1; slope 1 at 0. */
  tanh: tf.tanh,
  /** max(0, x). Nair and Hinton, 2010. */
  relu: tf.relu,
  /** x above 0, 0.2·x below. Maas, Hannun and Ng, 2013. */
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  /** x above 0, eˣ − 1 below. Clevert, Unterthiner and Hochreiter, 2016. */
  elu: tf.elu,
  /** 1.0507·x above 0, 1.7581·(eˣ − 1) below: outputs tend to mean 0 and variance 1. Klambauer et al., 2017. */
  selu: tf.selu,
  /** x·Φ(x) with the standard normal's distribution function Φ. Hendrycks and Gimpel, 2016. */
  gelu: (x) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  /** x·sigmoid(x), also called SiLU. Ramachandran, Zoph and Le, 2017. */
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
});
