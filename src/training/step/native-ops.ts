import type { DataType, Tensor } from "@tensorflow/tfjs-node";
import { nativeOperation } from "../../tensorflow/native-operation.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { nodeBackend, typeNumber, type OpAttribute } from "../graph/backend.js";

/** TensorFlow operations that tfjs has no name for. They have no gradient. */

/** `yes` where the condition holds, `no` elsewhere, all three broadcast against each other. */
export function select(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  return nativeOperation("SelectV2", yes.dtype, [condition, yes, no]);
}

/**
 * `yes` for the runs where the condition holds, `no` for the others: [K] against two of [K, …]. A single run is taken or left
 * as a whole, which copies nothing.
 */
export function selectRuns(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  const choice = condition.size === 1 ? tf.reshape(condition, []) : condition;
  return nativeOperation("Select", yes.dtype, [choice, yes, no]);
}

/**
 * Rows of `values` by position: [N, ...shape] and [...positions] to [...positions, ...shape]. (tfjs's own `gather` reads all
 * positions in JavaScript to check them; ours come from a batch plan.)
 */
export function takeRows(values: Tensor, positions: Tensor): Tensor {
  const backend = nodeBackend();
  const type = (name: string, dtype: DataType): OpAttribute => ({
    name,
    type: backend.binding.TF_ATTR_TYPE,
    value: typeNumber(dtype),
  });
  const attributes = [type("Tparams", values.dtype), type("Tindices", "int32"), type("Taxis", "int32")];
  return tf.tidy(() =>
    backend.executeSingleOutput("GatherV2", attributes, [values, positions, tf.scalar(0, "int32")]),
  );
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
