import type { DataType, Tensor, TensorInfo } from "@tensorflow/tfjs-node";
import { nodeBackend, typeNumber } from "../graph/backend.js";

/** TensorFlow operations that tfjs has no name for. They have no gradient. */

const withType = (op: string, dtype: DataType, inputs: readonly TensorInfo[]): Tensor => {
  const backend = nodeBackend();
  const type = { name: "T", type: backend.binding.TF_ATTR_TYPE, value: typeNumber(dtype) };
  return backend.executeSingleOutput(op, [type], [...inputs]) as Tensor;
};

/** `yes` where the condition holds, `no` elsewhere, all three broadcast against each other. */
export function select(condition: Tensor, yes: Tensor, no: Tensor): Tensor {
  return withType("SelectV2", yes.dtype, [condition, yes, no]);
}

/** Bitwise exclusive or of int32 tensors. */
export function bitwiseXor(a: Tensor, b: Tensor): Tensor {
  return withType("BitwiseXor", "int32", [a, b]);
}

/** Bitwise and of int32 tensors. */
export function bitwiseAnd(a: Tensor, b: Tensor): Tensor {
  return withType("BitwiseAnd", "int32", [a, b]);
}

/** Shifts int32 tensors to the right, keeping the sign. */
export function rightShift(a: Tensor, bits: Tensor): Tensor {
  return withType("RightShift", "int32", [a, bits]);
}
