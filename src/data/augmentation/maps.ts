import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { identityMap, type AffineMap } from "./affine.js";

/** What a random map is drawn from. */
export interface MapInput {
  /** Three numbers per image, each [N, 1], uniform in [0, 1). */
  readonly noise: readonly [Tensor, Tensor, Tensor];
  /** How strong, [N, 1]. */
  readonly strength: Tensor;
  readonly height: number;
  readonly width: number;
}

/** Draws a map for each image. */
export type RandomMap = (input: MapInput) => AffineMap;

/** The kinds of augmentation that change an image. */
export type AugmentationKind = "shift" | "crop" | "rotate" | "scale" | "flip";

/** Every kind of augmentation as a random map. */
export const randomMaps: Readonly<Record<AugmentationKind, RandomMap>> = Object.freeze({
  /** By whole pixels, at most `strength` of the size in each direction. */
  shift: ({ noise, strength, height, width }) => ({
    ...identityMap,
    right: tf.round(tf.mul(tf.mul(strength, width), signed(noise[0]))),
    down: height === 1 ? 0 : tf.round(tf.mul(tf.mul(strength, height), signed(noise[1]))),
  }),
  /** A window smaller by `strength` at a random place, enlarged to the whole. */
  crop: ({ noise, strength, height, width }) => {
    const side = tf.sub(1, strength);
    const room = tf.mul(0.5, strength);
    return {
      ...identityMap,
      xx: side,
      yy: height === 1 ? 1 : side,
      right: tf.mul(tf.mul(room, width - 1), signed(noise[0])),
      down: tf.mul(tf.mul(room, height - 1), signed(noise[1])),
    };
  },
  /** About the middle, by at most `strength` turns either way. */
  rotate: ({ noise, strength }) => {
    const angle = tf.mul(tf.mul(2 * Math.PI, strength), signed(noise[0]));
    const [cosine, sine] = [tf.cos(angle), tf.sin(angle)];
    return { ...identityMap, xx: cosine, xy: tf.neg(sine), yx: sine, yy: cosine };
  },
  /** Larger or smaller about the middle, by a factor between 1 − `strength` and 1 + `strength`, at least 1/10. */
  scale: ({ noise, strength, height }) => {
    const factor = tf.maximum(tf.add(1, tf.mul(strength, signed(noise[0]))), 0.1);
    const inverse = tf.div(1, factor);
    return { ...identityMap, xx: inverse, yy: height === 1 ? 1 : inverse };
  },
  /** Flipped left to right with probability `strength`. */
  flip: ({ noise, strength }) => ({
    ...identityMap,
    xx: tf.sub(1, tf.mul(2, tf.cast(tf.less(noise[0], strength), "float32"))),
  }),
});

/** From [0, 1) to [−1, 1). */
function signed(uniform: Tensor): Tensor {
  return tf.sub(tf.mul(2, uniform), 1);
}
