import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues } from "../../runtime/collections.js";
import type { Tensors } from "../../graph/index.js";

/** Gradients of a sum, and what else its computation brought to light. */
export interface Gradients {
  readonly gradients: ReadonlyMap<string, Tensor>;
  readonly extras: Tensors;
}

/**
 * Differentiates a scalar with respect to named tensors.
 *
 * tfjs frees whatever a differentiated function computes beside its result, so the extras are kept across its end.
 */
export function differentiate(
  variables: ReadonlyMap<string, Tensor>,
  compute: (variables: ReadonlyMap<string, Tensor>) => { readonly total: Tensor; readonly extras: Tensors },
): Gradients {
  const names = [...variables.keys()];
  let kept: Tensors = {};
  const gradients = tf.grads((...values: Tensor[]) => {
    const { total, extras } = compute(new Map(names.map((name, index) => [name, values[index]!])));
    kept = mapValues(extras, (extra) => tf.keep(tf.clone(extra)));
    return total;
  })([...variables.values()]);
  const extras = mapValues(kept, (extra) => tf.clone(extra));
  tf.dispose({ ...kept });
  return { gradients: new Map(names.map((name, index) => [name, gradients[index]!])), extras };
}
