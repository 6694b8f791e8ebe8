import type { DataType, Tensor, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";

/** An attribute as tfjs-node hands it to TensorFlow. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly boolean[] | readonly number[];
}

/** The native library's description of a tensor it made. */
interface NativeTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** The native library, as far as the graph compiler calls it. */
interface Binding {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  runSavedModel(
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): NativeTensor[];
}

/** tfjs-node's backend, with the members that are public in JavaScript and private in its types. */
export interface NodeBackend {
  readonly binding: Binding;
  executeSingleOutput: (op: string, attributes: OpAttribute[], inputs: TensorInfo[]) => Tensor;
  executeMultipleOutputs: (
    op: string,
    attributes: OpAttribute[],
    inputs: TensorInfo[],
    count: number,
  ) => Tensor[];
  readSync: (dataId: object) => ArrayBufferView | string[];
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(native: NativeTensor): Tensor;
  loadSavedModelMetaGraph(path: string, tags: string): number;
  deleteSavedModel(id: number): void;
}

/** The one backend this library runs on: native TensorFlow. */
export const nodeBackend = (): NodeBackend => tf.backend() as unknown as NodeBackend;

/** What the nodes of a graph hand on: tensors, and lists of tensors ("variant"), which exist in graphs only. */
export interface GraphValue {
  readonly dataId: object;
  readonly shape: readonly number[];
  readonly dtype: DataType | "variant";
}

/** TensorFlow's number for a type (`DataType` in types.proto). */
export function typeNumber(dtype: GraphValue["dtype"]): number {
  return { float32: 1, int32: 3, bool: 10, string: 7, complex64: 8, variant: 21 }[dtype];
}
