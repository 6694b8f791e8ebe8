import type { Tensor } from "@tensorflow/tfjs";
import { sizeOf } from "../../models/initializers.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { nativeOperation } from "../../tensorflow/native-operations.js";

/** TensorFlow operations that tfjs has no name for. They have no gradient. */

/**
 * `yes` for the runs where the condition holds, `no` for the others: [K] against two of [K, …]. A single run gets one
 * of the two as it is, without a copy.
 */
export function selectRuns(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  const choice = condition.size === 1 ? tf.reshape(condition, []) : condition;
  return nativeOperation("Select", yes.dtype, [choice, yes, no]);
}

/** Bitwise exclusive or of int32 tensors. */
export function bitwiseXor(a: Tensor, b: Tensor): Tensor {
  return nativeOperation("BitwiseXor", "int32", [a, b]);
}

/** Bitwise and of int32 tensors. */
export function bitwiseAnd(a: Tensor, b: Tensor): Tensor {
  return nativeOperation("BitwiseAnd", "int32", [a, b]);
}

/** Shifts int32 tensors to the right, keeping the sign. */
export function rightShift(a: Tensor, bits: Tensor): Tensor {
  return nativeOperation("RightShift", "int32", [a, bits]);
}

/** 2³² divided by the golden ratio, as an int32: consecutive counters land far apart. */
const GOLDEN = 0x9e3779b9 | 0;

const int = (value: number): Tensor => tf.scalar(value | 0, "int32");

/** x ⊕ (x ≫ bits), the shift filling up with zeros. */
function xorShift(x: Tensor, bits: number): Tensor {
  const shifted = bitwiseAnd(rightShift(x, int(bits)), int(2 ** (32 - bits) - 1));
  return bitwiseXor(x, shifted);
}

/** Wellons's "lowbias32": a bijection of 32-bit numbers that flips every output bit with probability ½ ± 0.1 %. */
function mix(x: Tensor): Tensor {
  const once = tf.mul(xorShift(x, 16), int(0x7feb352d));
  const twice = tf.mul(xorShift(once, 15), int(0x846ca68b));
  return xorShift(twice, 16);
}

/**
 * Uniform noise in [0, 1) from counters instead of a state: number i of (seed, step, layer) is a hash of the four.
 *
 * Every run of a fleet has a seed of its own, so run 7 of 25 draws what it would draw alone. (TensorFlow's stateless
 * operations take one seed for a whole tensor; they would need one operation per run.) Only integer arithmetic is
 * involved, so eager, graph and XLA give the same bits.
 *
 * @param seeds one int32 per run, [K]
 * @param step number of the step, an int32 scalar
 * @param layer number of the layer that draws: different layers draw different numbers
 * @param shape of the noise for one run; the result is [K, ...shape]
 * @param widths for a last axis of which run k uses only the first widths[k] places: there it draws what it draws alone, where its
 *   last axis is that long
 * @see Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011 (counters instead of states); Wellons,
 *   "Prospecting for hash functions", 2018 (the mixing function)
 */
export function uniformNoise(
  seeds: Tensor,
  step: Tensor,
  layer: number,
  shape: readonly number[],
  widths?: readonly number[],
): Tensor {
  const runs = seeds.shape[0];
  const size = sizeOf(shape);
  const stepKey = mix(tf.add(tf.mul(step, int(GOLDEN)), int(layer * 0x85ebca6b)));
  const key = tf.reshape(mix(bitwiseXor(mix(seeds), stepKey)), [runs, 1]);
  const counters = widths ? ownCounters(shape, widths) : tf.reshape(tf.range(0, size, 1, "int32"), [1, size]);
  const bits = mix(tf.add(mix(tf.add(tf.mul(counters, int(GOLDEN)), key)), key));
  // The upper 24 bits fill the mantissa of a float32 exactly.
  const upper = bitwiseAnd(rightShift(bits, int(8)), int(0xffffff));
  return tf.reshape(tf.mul(tf.cast(upper, "float32"), 2 ** -24), [runs, ...shape]);
}

/** The place of each number in the noise of its own run, [K, size], where run k has only the first widths[k] of the last axis. */
function ownCounters(shape: readonly number[], widths: readonly number[]): Tensor {
  const width = shape.at(-1)!;
  const rows = sizeOf(shape.slice(0, -1));
  const row = tf.reshape(tf.range(0, rows, 1, "int32"), [1, rows, 1]);
  const places = tf.reshape(tf.range(0, width, 1, "int32"), [1, 1, width]);
  const strides = tf.tensor([...widths], [widths.length, 1, 1], "int32");
  return tf.reshape(tf.add(tf.mul(row, strides), places), [widths.length, rows * width]);
}
