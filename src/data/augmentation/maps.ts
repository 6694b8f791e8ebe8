import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { identityMap, type AffineMap } from "./affine.js";

/** What a random change is drawn from. */
export interface ChangeInput {
  /** As many numbers per image as the kind needs, each [N, 1], uniform in [0, 1). */
  readonly noise: readonly Tensor[];
  /** How strong, [N, 1]. */
  readonly strength: Tensor;
  readonly height: number;
  readonly width: number;
}

/** Draws a map for each image. */
export type RandomMap = (input: ChangeInput) => AffineMap;

/** The kinds of augmentation that move the pixels of an image. */
export type MovingKind = "shift" | "crop" | "rotate" | "scale" | "flip" | "combined";

/** Every kind of augmentation that moves pixels, as a random map. */
export const randomMaps: Readonly<Record<MovingKind, RandomMap>> = Object.freeze({
  /** By whole pixels, at most `strength` of the size in each direction. */
  shift: ({ noise, strength, height, width }) => ({
    ...identityMap,
    right: tf.round(tf.mul(tf.mul(strength, width), signed(noise[0]!))),
    down: height === 1 ? 0 : tf.round(tf.mul(tf.mul(strength, height), signed(noise[1]!))),
  }),
  /** A window smaller by `strength` at a random place, enlarged to the whole. */
  crop: ({ noise, strength, height, width }) => {
    const side = tf.sub(1, strength);
    const room = tf.mul(0.5, strength);
    return {
      ...identityMap,
      xx: side,
      yy: height === 1 ? 1 : side,
      right: tf.mul(tf.mul(room, width - 1), signed(noise[0]!)),
      down: tf.mul(tf.mul(room, height - 1), signed(noise[1]!)),
    };
  },
  /** About the middle, by at most `strength` turns either way. */
  rotate: ({ noise, strength }) => rotation(tf.mul(tf.mul(2 * Math.PI, strength), signed(noise[0]!))),
  /** Larger or smaller about the middle, by a factor between 1 − `strength` and 1 + `strength`, at least 1/10. */
  scale: ({ noise, strength, height }) => {
    const inverse = tf.div(1, factor(strength, noise[0]!));
    return { ...identityMap, xx: inverse, yy: height === 1 ? 1 : inverse };
  },
  /** Flipped left to right with probability `strength`. */
  flip: ({ noise, strength }) => ({
    ...identityMap,
    xx: tf.sub(1, tf.mul(2, tf.cast(tf.less(noise[0]!, strength), "float32"))),
  }),
  /**
   * Rotated, scaled and shifted at once, each by a random amount of its own: at most `strength` of a right angle, a factor between
   * 1 − `strength` and 1 + `strength`, at most half of `strength` of the size in each direction.
   */
  combined: ({ noise, strength, height, width }) => {
    const { xx, xy, yx, yy } = rotation(tf.mul(tf.mul(Math.PI / 2, strength), signed(noise[0]!)));
    const scale = factor(strength, noise[1]!);
    const share = tf.mul(0.5, strength);
    return {
      xx: tf.div(xx, scale),
      xy: tf.div(xy, scale),
      yx: tf.div(yx, scale),
      yy: tf.div(yy, scale),
      right: tf.mul(tf.mul(share, width), signed(noise[2]!)),
      down: tf.mul(tf.mul(share, height), signed(noise[3]!)),
    };
  },
});

function rotation(angle: Tensor): AffineMap {
  const [cosine, sine] = [tf.cos(angle), tf.sin(angle)];
  return { ...identityMap, xx: cosine, xy: tf.neg(sine), yx: sine, yy: cosine };
}

/** A factor of size between 1 − strength and 1 + strength, at least 1/10. */
function factor(strength: Tensor, noise: Tensor): Tensor {
  return tf.maximum(tf.add(1, tf.mul(strength, signed(noise))), 0.1);
}

/** From [0, 1) to [−1, 1). */
function signed(uniform: Tensor): Tensor {
  return tf.sub(tf.mul(2, uniform), 1);
}
