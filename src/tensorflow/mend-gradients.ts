import type * as tensorflow from "@tensorflow/tfjs";

/**
 * tfjs 4.22 hands the gradient of an operation with several outputs a list, except where there is one output only: then its
 * gradients of "unstack" and "split" fail, and with them every recurrent layer over one time step.
 */
export function mendGradients(
  tf: Pick<typeof tensorflow, "getGradient" | "registerGradient" | "unregisterGradient">,
): void {
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
