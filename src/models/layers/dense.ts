import { type Layer, perUnit, weightOf } from "./layer.js";
import type { Activation } from "../activations.js";
import { type Initializer, zeros } from "../initializers.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { WeightSpec } from "../network.js";

/** What a layer of units needs to know. */
export interface UnitsOptions {
  readonly name: string;
  readonly units: number;
  readonly initializer: Initializer;
  readonly scale: number;
  /** Left out where batch norm follows, whose shift does the same. */
  readonly bias: boolean;
}

/** The kernel of a layer whose outputs sum over all axes of `shape` but the last. */
export function kernelSpec(
  { name, initializer, scale }: UnitsOptions,
  shape: readonly number[],
  fanIn: number,
  fanOut: number,
): WeightSpec {
  return {
    name: `${name}/kernel`,
    shape,
    role: "kernel",
    initial: (random) => initializer({ shape, fanIn, fanOut, scale }, random),
  };
}

/** One bias per unit, at first 0. */
export function biasSpecs({ name, units, bias }: UnitsOptions): readonly WeightSpec[] {
  const shape = [units];
  const initial: WeightSpec["initial"] = (random) =>
    zeros({ shape, fanIn: units, fanOut: units, scale: 0 }, random);
  return bias ? [{ name: `${name}/bias`, shape, role: "bias", initial }] : [];
}

/**
 * A dense layer: every unit sums up all inputs.
 *
 * y = x·W + b, one batched product for all runs of a fleet.
 */
export function dense(inputs: number, options: UnitsOptions): Layer {
  const { name, units, bias } = options;
  return {
    weights: [kernelSpec(options, [inputs, units], inputs, units), ...biasSpecs(options)],
    outputShape: [units],
    summary: `dense ${units}`,
    apply: (x, pass) => {
      const sums = tf.matMul(x, weightOf(pass, `${name}/kernel`));
      return bias ? tf.add(sums, perUnit(weightOf(pass, `${name}/bias`), sums.rank)) : sums;
    },
  };
}

/** An activation as a layer. */
export function activate(name: string, activation: Activation, inputShape: readonly number[]): Layer {
  return { weights: [], outputShape: inputShape, summary: name, apply: (x) => activation(x) };
}
