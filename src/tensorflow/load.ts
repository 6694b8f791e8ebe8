import "./prepare-process.js";
import { createRequire } from "node:module";

const packages = createRequire(__filename);

/** TensorFlow's own library and tfjs-node on top of it, loaded when this is first called. */
export const loadTensorFlow = (): unknown => packages("@tensorflow/tfjs-node");

/** A module inside tfjs-node, by its path below `dist`. */
export const tfjsNodeModule = (path: string): unknown => packages(`@tensorflow/tfjs-node/dist/${path}`);
