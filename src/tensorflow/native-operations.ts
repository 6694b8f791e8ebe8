import type { DataType, Tensor } from "@tensorflow/tfjs";
import { tf } from "./tensorflow.js";

/** TensorFlow's numbers for types (`DataType` in types.proto). */
const typeNumbers = { float32: 1, int32: 3, string: 7, complex64: 8, bool: 10 };

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number;
}

/** tfjs-node's backend, as far as it is called here. */
interface Backend {
  readonly binding: { readonly TF_ATTR_TYPE: number };
  executeSingleOutput(name: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], results: number): Tensor[];
}

const nativeBackend = (): Backend => tf.backend() as unknown as Backend;

const ofType = (name: string, dtype: DataType): Attribute => ({
  name,
  type: nativeBackend().binding.TF_ATTR_TYPE,
  value: typeNumbers[dtype],
});

/**
 * Runs an operation of TensorFlow that tfjs does not offer. It has no gradient.
 *
 * @param name in TensorFlow, for example `"BitwiseXor"`
 * @param dtype type of the result, and of the inputs that the operation calls `T`
 */
export function nativeOperation(name: string, dtype: DataType, inputs: readonly Tensor[]): Tensor {
  return nativeBackend().executeSingleOutput(name, [ofType("T", dtype)], [...inputs]);
}

/** Like {@link nativeOperation}, for an operation with several results. */
export function nativeOperations(
  name: string,
  dtype: DataType,
  inputs: readonly Tensor[],
  results: number,
): Tensor[] {
  return nativeBackend().executeMultipleOutputs(name, [ofType("T", dtype)], [...inputs], results);
}

/**
 * Rows of `values` by position: [N, ...shape] and int32 [...positions] (a scalar for a single row) to [...positions, ...shape].
 * It has no gradient.
 *
 * tfjs's own `gather` reads all positions in JavaScript to check them, which a graph cannot do; ours come from a plan.
 */
export function takeRows(values: Tensor, positions: Tensor): Tensor {
  const backend = nativeBackend();
  const attributes = [ofType("Tparams", values.dtype), ofType("Tindices", "int32"), ofType("Taxis", "int32")];
  return tf.tidy(() =>
    backend.executeSingleOutput("GatherV2", attributes, [values, positions, tf.scalar(0, "int32")]),
  );
}
