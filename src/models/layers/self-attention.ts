import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { randomNormal } from "../initializers.js";
import { biasSpecs, kernelSpec, type UnitsOptions } from "./dense.js";
import { type Layer, perUnit, weightOf } from "./layer.js";

/**
 * A self-attention layer with one head: from a sequence to the sequence of its units' sums.
 *
 * Every position gets a query q, a key k and a value v, the same three matrices everywhere. It takes the mean of all values,
 * each weighted by how well its key fits the query, and one more matrix makes the sums of it:
 *
 * y = (softmax(q·kᵀ / √units)·v)·W + b
 *
 * Nothing in it knows where a position is: permuted inputs give permuted outputs.
 *
 * @see Vaswani et al., "Attention is all you need", 2017, section 3.2.1
 */
export function selfAttention(inputShape: readonly number[], options: UnitsOptions): Layer {
  const [steps, features] = inputShape as [number, number];
  const { name, units, bias } = options;
  const parts = ["query", "key", "value"].map((part) => `${name}/${part}`);
  return {
    weights: [
      ...parts.map((part) => kernelSpec({ ...options, name: part }, [features, units], features, units)),
      kernelSpec(options, [units, units], units, units),
      ...biasSpecs(options),
    ],
    outputShape: [steps, units],
    // Queries, keys, values, their means and the sums; scores and weights of every pair of positions.
    signals: steps * (5 * units + 2 * steps),
    summary: `self-attention ${units}`,
    apply: (x, pass) => {
      const [query, key, value] = parts.map((part) => atEachStep(x, weightOf(pass, `${part}/kernel`)));
      const scores = tf.div(tf.matMul(query!, key!, false, true), Math.sqrt(units));
      const sums = atEachStep(tf.matMul(tf.softmax(scores), value!), weightOf(pass, `${name}/kernel`));
      return bias ? tf.add(sums, perUnit(weightOf(pass, `${name}/bias`), sums.rank)) : sums;
    },
  };
}

/** Every step of a sequence as `units` numbers, by the same matrix: [K, B, T, features] to [K, B, T, units]. */
export function embedding([steps, features]: readonly number[], options: UnitsOptions): Layer {
  const { name, units } = options;
  return {
    weights: [kernelSpec(options, [features!, units], features!, units)],
    outputShape: [steps!, units],
    summary: `each step as ${units} numbers`,
    apply: (x, pass) => atEachStep(x, weightOf(pass, `${name}/kernel`)),
  };
}

/** Adds a learned vector of its own to each step, by which the layers behind it can tell where they are. */
export function positionVectors([steps, units]: readonly number[]): Layer {
  const shape = [steps!, units!];
  return {
    weights: [
      {
        name: "positions",
        shape,
        role: "kernel",
        initial: (random) => randomNormal({ shape, fanIn: 1, fanOut: 1, scale: 1 }, random),
      },
    ],
    outputShape: shape,
    summary: "plus a vector for each position",
    apply: (x, pass) => tf.add(x, tf.expandDims(weightOf(pass, "positions"), 1)),
  };
}

/** The same product at every step of every example: [K, B, T, n] times [K, n, m] is [K, B, T, m]. */
function atEachStep(x: Tensor, kernel: Tensor): Tensor {
  const [runs, examples, steps, size] = x.shape as [number, number, number, number];
  const rows = tf.matMul(tf.reshape(x, [runs, examples * steps, size]), kernel);
  return tf.reshape(rows, [rows.shape[0], examples, steps, rows.shape[2]!]);
}
