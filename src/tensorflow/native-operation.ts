import { tf } from "./tensorflow.js";
import type { DataType, Tensor } from "@tensorflow/tfjs-node";
import {
  createTensorsTypeOpAttr,
  type NodeJSKernelBackend,
} from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";

/**
 * Runs an operation of TensorFlow that tfjs has no name for. It has no gradient.
 *
 * @param name in TensorFlow, for example `"BitwiseXor"`
 * @param dtype type of the result, and of the inputs that the operation calls `T`
 */
export function nativeOperation(name: string, dtype: DataType, inputs: readonly Tensor[]): Tensor {
  const backend = tf.backend() as unknown as NodeJSKernelBackend;
  return backend.executeSingleOutput(name, [createTensorsTypeOpAttr("T", dtype)], [...inputs]);
}

/** Like {@link nativeOperation}, for an operation with several results. */
export function nativeOperations(
  name: string,
  dtype: DataType,
  inputs: readonly Tensor[],
  results: number,
): Tensor[] {
  const backend = tf.backend() as unknown as NodeJSKernelBackend;
  return backend.executeMultipleOutputs(name, [createTensorsTypeOpAttr("T", dtype)], [...inputs], results);
}
