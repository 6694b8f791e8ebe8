import type { Tensor } from "@tensorflow/tfjs-node";
import {
  createTensorsTypeOpAttr,
  type NodeJSKernelBackend,
} from "@tensorflow/tfjs-node/dist/nodejs_kernel_backend";
import { tf } from "./tensorflow.js";

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
