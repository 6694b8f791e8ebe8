import type * as tensorflow from "@tensorflow/tfjs";
import { lazyObject } from "../runtime/lazy-object.js";
import { loadTensorFlow } from "./load.js";

/** What of tfjs-node's own `tf.node` this library calls. */
interface NodeOnly {
  readonly node: {
    summaryFileWriter(folder: string): {
      scalar(name: string, value: number, step: number): void;
      histogram(name: string, values: tensorflow.Tensor, step: number): void;
      flush(): void;
    };
  };
}

/** TensorFlow as tfjs-node offers it: TensorFlow.js, computing in the native library. */
export type TensorFlow = typeof tensorflow & NodeOnly;

/**
 * TensorFlow.js on the native library, and the only way to it: every module that computes imports `tf` from here.
 *
 * It is loaded at the first access to one of its members, because loading takes half a second and 300 MB, which an import of
 * tunebook need not wait for. From then on `tf` is TensorFlow itself.
 */
export let tf: TensorFlow = lazyObject(() => (tf = loadTensorFlow() as TensorFlow));

/** The types of `tf`, so that `tf.Tensor` is both, as it is in TensorFlow.js. */
// eslint-disable-next-line @typescript-eslint/no-namespace -- types only; nothing else puts types behind a name with a dot
export namespace tf {
  export type DataType = tensorflow.DataType;
  export type LayersModel = tensorflow.LayersModel;
  export type NamedTensorMap = tensorflow.NamedTensorMap;
  export type Rank = tensorflow.Rank;
  export type Scalar = tensorflow.Scalar;
  export type Sequential = tensorflow.Sequential;
  export type Shape = tensorflow.Shape;
  export type SymbolicTensor = tensorflow.SymbolicTensor;
  export type Tensor<R extends tensorflow.Rank = tensorflow.Rank> = tensorflow.Tensor<R>;
  export type Tensor1D = tensorflow.Tensor1D;
  export type Tensor2D = tensorflow.Tensor2D;
  export type Tensor3D = tensorflow.Tensor3D;
  export type Tensor4D = tensorflow.Tensor4D;
  export type TensorContainer = tensorflow.TensorContainer;
  export type TensorLike = tensorflow.TensorLike;
  export type Variable<R extends tensorflow.Rank = tensorflow.Rank> = tensorflow.Variable<R>;
}
