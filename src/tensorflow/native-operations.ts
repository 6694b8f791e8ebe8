import type { DataType, Tensor } from "@tensorflow/tfjs-node";
import {
  createTensorsTypeOpAttr,
  type NodeJSKernelBackend,
} from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";
import { tf } from "./tensorflow.js";

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

/**
 * Rows of `values` by position: [N, ...shape] and int32 [...positions] (a scalar for a single row) to [...positions, ...shape].
 * It has no gradient.
 *
 * tfjs's own `gather` reads all positions in JavaScript to check them, which a graph cannot do; ours come from a plan.
 */
export function takeRows(values: Tensor, positions: Tensor): Tensor {
  const backend = tf.backend() as unknown as NodeJSKernelBackend;
  const attributes = [
    createTensorsTypeOpAttr("Tparams", values.dtype),
    createTensorsTypeOpAttr("Tindices", "int32"),
    createTensorsTypeOpAttr("Taxis", "int32"),
  ];
  return tf.tidy(() =>
    backend.executeSingleOutput("GatherV2", attributes, [values, positions, tf.scalar(0, "int32")]),
  );
}
