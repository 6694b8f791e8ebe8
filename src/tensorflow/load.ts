import "./prepare-process.js";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as tensorflow from "@tensorflow/tfjs";
import { mendGradients } from "./mend-gradients.js";

const root = join(__dirname, "..", "..", "..");
const packages = createRequire(__filename);

/** tfjs-node: in a checkout the one npm installed and set-up completed, in a published package the copy that comes with it. */
const installed = join(root, "node_modules", "@tensorflow", "tfjs-node");
const tfjsNode = existsSync(installed) ? "@tensorflow/tfjs-node" : join(root, "vendor", "tfjs-node");

/** Whether it can run a whole function as one graph; in a page it computes one operation at a time. */
export const buildsGraphs: boolean = true;

/** TensorFlow's own library and tfjs-node on top of it, loaded when this is first called. */
export function loadTensorFlow(): unknown {
  const tf = packages(tfjsNode) as typeof tensorflow;
  mendGradients(tf);
  return tf;
}

/** A module inside tfjs-node, by its path below `dist`. */
export const tfjsNodeModule = (path: string): unknown => packages(`${tfjsNode}/dist/${path}`);
