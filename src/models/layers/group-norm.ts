import { type Layer, perUnit, weightOf } from "./layer.js";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { WeightSpec } from "../network.js";

/** The two numbers of a group norm that are not learned. */
export interface GroupNormOptions {
  /** Into how many groups the units are divided, in order. */
  readonly groups: number;
  /** Added to the variance before its root is taken. */
  readonly epsilon: number;
}

/**
 * Group normalization: each example's sums get mean 0 and variance 1 within each group of units (for images, over all positions),
 * then a learned scale and shift for each unit. One group is layer normalization. No example sees another, so training and use
 * compute the same.
 *
 * @throws {RangeError} if the units cannot be divided into so many groups of equal size
 * @see Wu and He, "Group normalization", 2018; Ba, Kiros and Hinton, "Layer normalization", 2016
 */
export function groupNorm(
  name: string,
  inputShape: readonly number[],
  { groups, epsilon }: GroupNormOptions,
): Layer {
  const units = inputShape.at(-1)!;
  checkGroups(units, groups);
  const spec = (part: string, role: WeightSpec["role"], value: number): WeightSpec => ({
    name: `${name}/${part}`,
    shape: [units],
    role,
    initial: () => new Float32Array(units).fill(value),
  });
  return {
    weights: [spec("scale", "scale", 1), spec("shift", "bias", 0)],
    outputShape: inputShape,
    summary: groups === 1 ? "layer norm" : `group norm, ${groups} groups`,
    apply: (x, pass) => {
      const standardised = tf.reshape(standardise(grouped(x, groups), epsilon), x.shape);
      const scaled = tf.mul(standardised, perUnit(weightOf(pass, `${name}/scale`), x.rank));
      return tf.add(scaled, perUnit(weightOf(pass, `${name}/shift`), x.rank));
    },
  };
}

function checkGroups(units: number, groups: number): void {
  if (units % groups === 0) return;
  throw new RangeError(
    `Cannot divide ${units} units into normGroups = ${groups} groups of equal size. Choose a divisor of the units, for example 1.`,
  );
}

/** [K, B, …, n] as [K, B, …, groups, n / groups]. */
function grouped(x: Tensor, groups: number): Tensor {
  return tf.reshape(x, [...x.shape.slice(0, -1), groups, x.shape.at(-1)! / groups]);
}

/** Mean 0 and variance 1 for each example and group: over the positions and over the units of the group. */
function standardise(x: Tensor, epsilon: number): Tensor {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis > 1 && axis !== x.rank - 2);
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), axes, true), epsilon)));
}
