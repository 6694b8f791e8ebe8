import "./prepare-process.js";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as tensorflow from "@tensorflow/tfjs";

const root = join(__dirname, "..", "..", "..");
const packages = createRequire(__filename);

/** tfjs-node: in a checkout the one npm installed and set-up completed, in a published package the copy that comes with it. */
const installed = join(root, "node_modules", "@tensorflow", "tfjs-node");
const tfjsNode = existsSync(installed) ? "@tensorflow/tfjs-node" : join(root, "vendor", "tfjs-node");

/** TensorFlow's own library and tfjs-node on top of it, loaded when this is first called. */
export function loadTensorFlow(): unknown {
  const tf = packages(tfjsNode) as typeof tensorflow;
  mendGradients(tf);
  return tf;
}

/**
 * tfjs 4.22 hands the gradient of an operation with several outputs a list, except where there is one output only: then its
 * gradients of "unstack" and "split" fail, and with them every recurrent layer over one time step.
 */
function mendGradients(tf: typeof tensorflow): void {
  for (const kernelName of ["Unpack", "SplitV"]) {
    const registered = tf.getGradient(kernelName);
    tf.unregisterGradient(kernelName);
    tf.registerGradient({
      ...registered,
      gradFunc: (dy, saved, attributes) =>
        registered.gradFunc(Array.isArray(dy) ? dy : ([dy] as tensorflow.Tensor[]), saved, attributes),
    });
  }
}

/** A module inside tfjs-node, by its path below `dist`. */
export const tfjsNodeModule = (path: string): unknown => packages(`${tfjsNode}/dist/${path}`);
