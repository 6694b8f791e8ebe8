/**
 * The only way to TensorFlow: every file that computes with it imports `tf` from here, so that the process is
 * prepared before the native library is loaded. (Types may come straight from `@tensorflow/tfjs-node`.)
 */
import "./prepare-process.js";
import * as tf from "@tensorflow/tfjs-node";

export { tf };
