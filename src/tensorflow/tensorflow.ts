/**
 * The only way to TensorFlow: every file that computes with it imports `tf` from here, so that the process is
 * prepared before the native library is loaded. (Types may come straight from `@tensorflow/tfjs-node`.)
 */
import "./prepare-process.js";
import * as tf from "@tensorflow/tfjs-node";

/**
 * tfjs 4.22 hands the gradient of an operation with several outputs a list, except where there is one output only: then its
 * gradients of "unstack" and "split" fail, and with them every recurrent layer over one time step.
 */
for (const kernelName of ["Unpack", "SplitV"]) {
  const registered = tf.getGradient(kernelName);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    ...registered,
    gradFunc: (dy, saved, attributes) =>
      registered.gradFunc(Array.isArray(dy) ? dy : ([dy] as tf.Tensor[]), saved, attributes),
  });
}

export { tf };
