import { gzipSync } from "node:zlib";

/**
 * Whole numbers 0–255 in the IDX format MNIST is published in, compressed.
 *
 * Layout: two zero bytes, the type (8 = unsigned byte), the number of dimensions, each dimension as 32-bit big-endian, the numbers.
 *
 * @see the MNIST page of LeCun, Cortes and Burges, "the IDX file format"
 */
export function idxBytes(shape, numbers) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return gzipSync(Buffer.concat([header, Buffer.from(numbers)]), { level: 9 });
}
