import type { Tensor } from "@tensorflow/tfjs-node";
import { nativeOperation } from "../../tensorflow/native-operations.js";
import { tf } from "../../tensorflow/tensorflow.js";

/** TensorFlow operations that tfjs has no name for. They have no gradient. */

/**
 * `yes` for the runs where the condition holds, `no` for the others: [K] against two of [K, …]. A single run is taken or left
 * as a whole, which copies nothing.
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
