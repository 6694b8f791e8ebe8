import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";

/**
 * For each image, [N, 1] or a number: where an output pixel's value comes from. With dx, dy counted from the middle of
 * the image, x = middle + xx·dx + xy·dy + right and y = middle + yx·dx + yy·dy + down.
 */
export interface AffineMap {
  readonly xx: Tensor | number;
  readonly xy: Tensor | number;
  readonly yx: Tensor | number;
  readonly yy: Tensor | number;
  readonly right: Tensor | number;
  readonly down: Tensor | number;
}

/** The map that changes nothing. */
export const identityMap: AffineMap = { xx: 1, xy: 0, yx: 0, yy: 1, right: 0, down: 0 };

/**
 * Resamples every image through its own affine map, with bilinear interpolation between pixels and 0 outside.
 *
 * Made of gathers, because neither tfjs-node nor XLA has TensorFlow's own image transform.
 *
 * @param images [N, height, width, channels]
 */
export function redraw(images: Tensor, map: AffineMap): Tensor {
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  const source = sourceOf(map, count, height, width);
  const pixels = tf.reshape(images, [count * height * width, channels]);
  const first = tf.range(0, count * height * width, height * width, "int32");
  const left = tf.floor(source.x);
  const top = tf.floor(source.y);
  const across = tf.sub(source.x, left);
  const downwards = tf.sub(source.y, top);
  const corners = [0, 1].flatMap((right) =>
    [0, 1].map((below) => {
      const share = tf.mul(right ? across : tf.sub(1, across), below ? downwards : tf.sub(1, downwards));
      const corner = { x: tf.add(left, right), y: tf.add(top, below) };
      const values = pixelsAt(pixels, tf.expandDims(first, 1), corner, [height, width]);
      return tf.mul(values, tf.expandDims(share, -1));
    }),
  );
  return tf.reshape(tf.addN(corners), images.shape);
}

interface Places {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Coordinates that each pixel of each image comes from, [N, height·width] each. */
function sourceOf(map: AffineMap, count: number, height: number, width: number): Places {
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const places = Array.from({ length: height * width }, (_, place) => place);
  const dx = tf.tensor2d([places.map((place) => (place % width) - middleX)]);
  const dy = tf.tensor2d([places.map((place) => Math.floor(place / width) - middleY)]);
  const combine = (
    a: Tensor | number,
    b: Tensor | number,
    shift: Tensor | number,
    middle: number,
  ): Tensor => {
    const sum = tf.add(tf.add(tf.mul(a, dx), tf.mul(b, dy)), tf.add(shift, middle));
    return tf.broadcastTo(sum, [count, height * width]);
  };
  return {
    x: combine(map.xx, map.xy, map.right, middleX),
    y: combine(map.yx, map.yy, map.down, middleY),
  };
}

/**
 * Values at whole coordinates, [N, places, channels]; 0 outside. (`gatherND`, because tfjs's `gather` reads all positions
 * in JavaScript to check them; inside a graph there is nothing to read.)
 *
 * @param first position of each image's first pixel among all pixels, [N, 1]
 */
function pixelsAt(
  pixels: Tensor,
  first: Tensor,
  { x, y }: Places,
  [height, width]: [number, number],
): Tensor {
  const column = tf.clipByValue(x, 0, width - 1);
  const row = tf.clipByValue(y, 0, height - 1);
  const inside = tf.cast(tf.logicalAnd(tf.equal(column, x), tf.equal(row, y)), "float32");
  // Integers from here on: float32 cannot distinguish pixel indices beyond 16 million.
  const place = tf.add(first, tf.cast(tf.add(tf.mul(row, width), column), "int32"));
  return tf.mul(tf.gatherND(pixels, tf.expandDims(place, -1)), tf.expandDims(inside, -1));
}
