import { sizeOf } from "../../models/initializers.js";

type Shape = readonly number[];

/**
 * An array of one or two axes with zeros behind its numbers, so that it has the shape `to`.
 *
 * @example
 * [...padded(Float32Array.of(1, 2), [2], [3])]; // [1, 2, 0]
 */
export function padded(values: Float32Array, from: Shape, to: Shape): Float32Array {
  if (from.join() === to.join()) return values;
  const result = new Float32Array(sizeOf(to));
  for (const { length, inner, outer } of rows(from, to))
    result.set(values.subarray(inner, inner + length), outer);
  return result;
}

/** What of a padded array of the shape `from` is an array of the shape `to`: undoes `padded`. */
export function cut(values: Float32Array, from: Shape, to: Shape): Float32Array {
  if (from.join() === to.join()) return values;
  const result = new Float32Array(sizeOf(to));
  for (const { length, inner, outer } of rows(to, from))
    result.set(values.subarray(outer, outer + length), inner);
  return result;
}

/** Where each row of the smaller array begins in it and in the larger one, and how long it is. */
function rows(small: Shape, large: Shape) {
  const [length, width] = [small.at(-1)!, large.at(-1)!];
  return Array.from({ length: sizeOf(small) / length }, (_, row) => ({
    length,
    inner: row * length,
    outer: row * width,
  }));
}
