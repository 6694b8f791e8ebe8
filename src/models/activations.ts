import type { Tensor } from "@tensorflow/tfjs";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { nativeOperation } from "../tensorflow/native-operations.js";
import { tf } from "../tensorflow/tensorflow.js";

/** A function applied to every number of a tensor. */
export type Activation = (sums: Tensor) => Tensor;

const LEAK = 0.2;
/** Scale and α·scale of SELU: the fixed point of mean 0 and variance 1 (Klambauer et al., 2017). */
const SELU_SCALE = 1.0507009873554805;
const SELU_FLOOR = 1.7580993408473766;

/** Every activation by its name. Slopes and scales are those of the papers, or of Keras 3 where they leave a choice. */
export const activations: Readonly<Record<Hyperparameters["activation"], Activation>> = Object.freeze({
  /** x: a stack of linear layers is one linear layer. */
  linear: (x) => x,
  /** 1 / (1 + e⁻ˣ), between 0 and 1; slope at most 1/4. */
  sigmoid: (x) => tf.sigmoid(x),
  /** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), between −1 and 1; slope 1 at 0. */
  tanh: (x) => tf.tanh(x),
  /** max(0, x). Nair and Hinton, 2010. */
  relu,
  /** x above 0, 0.2·x below. Maas, Hannun and Ng, 2013. */
  leakyRelu: withSlope(
    (x) => tf.leakyRelu(x, LEAK),
    (x) => tf.add(LEAK, tf.mul(1 - LEAK, above0(x))),
  ),
  /** x above 0, eˣ − 1 below. Clevert, Unterthiner and Hochreiter, 2016. */
  elu: withSlope(
    (x) => tf.elu(x),
    (x) => tf.exp(tf.minimum(x, 0)),
  ),
  /** 1.0507·x above 0, 1.7581·(eˣ − 1) below: outputs tend to mean 0 and variance 1. Klambauer et al., 2017. */
  selu: withSlope(
    (x) => tf.selu(x),
    (x) => tf.add(tf.mul(SELU_FLOOR, tf.exp(tf.minimum(x, 0))), tf.mul(SELU_SCALE - SELU_FLOOR, above0(x))),
  ),
  /** x·Φ(x) with the standard normal's distribution function Φ. Hendrycks and Gimpel, 2016. */
  gelu: (x) => tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  /** x·sigmoid(x), also called SiLU. Ramachandran, Zoph and Le, 2017. */
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
});

/**
 * An activation with its slope written out. tfjs's own gradients of these take up to eight operations and build
 * constants as large as the batch; in a graph that is run a thousand times a second that matters.
 */
function withSlope(activation: Activation, slope: Activation): Activation {
  return (sums) =>
    tf.customGrad<Tensor>((x, save) => {
      (save as (tensors: Tensor[]) => void)([x as Tensor]);
      return {
        value: activation(x as Tensor),
        gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, slope(saved[0]!)),
      };
    })(sums);
}

/** With TensorFlow's own gradient, one operation, which needs the result only: the sums can be overwritten. */
function relu(sums: Tensor): Tensor {
  return tf.customGrad<Tensor>((x, save) => {
    const value = tf.relu(x as Tensor);
    (save as (tensors: Tensor[]) => void)([value]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => nativeOperation("ReluGrad", "float32", [dy, saved[0]!]),
    };
  })(sums);
}

/** 1 where the number is above 0, else 0. */
function above0(x: Tensor): Tensor {
  return tf.cast(tf.greater(x, 0), "float32");
}
