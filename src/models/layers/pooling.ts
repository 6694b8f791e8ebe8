import type { Rank } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Layer } from "./layer.js";

/**
 * Pooling: each window of an image is replaced by its maximum or its average; an odd edge is left out.
 *
 * @param window [height, width], which is also how far the window moves
 */
export function pooling(
  kind: "max" | "average",
  inputShape: readonly number[],
  window: readonly [number, number],
): Layer {
  const [height, width, channels] = inputShape as [number, number, number];
  const outputShape = [Math.floor(height / window[0]), Math.floor(width / window[1]), channels];
  const size: [number, number] = [window[0], window[1]];
  return {
    weights: [],
    outputShape,
    summary: `${kind} pooling ${window.join(" × ")}`,
    apply: (x) => {
      const [runs, examples] = x.shape as [number, number];
      const images = tf.reshape<Rank.R4>(x, [runs * examples, height, width, channels]);
      const pooled =
        kind === "max" ? tf.maxPool(images, size, size, "valid") : tf.avgPool(images, size, size, "valid");
      return tf.reshape(pooled, [runs, examples, ...outputShape]);
    },
  };
}
