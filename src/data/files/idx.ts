import { gunzipSync } from "node:zlib";
import { readDataFile } from "./data-file.js";

/** An array of numbers with its shape. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

/**
 * Parses the IDX format: two zero bytes, a type (8 = unsigned byte, 13 = 32-bit float), the number of dimensions, every
 * dimension as a 32-bit whole number, then the numbers; big-endian throughout.
 *
 * @see the MNIST page of LeCun, Cortes and Burges, "the IDX file format"
 */
export function parseIdx(bytes: Buffer): IdxArray {
  const type = bytes[2];
  const shape = Array.from({ length: bytes[3]! }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const body = bytes.subarray(4 + 4 * shape.length);
  if (type === 8) return { shape, values: body };
  if (type !== 13) throw new RangeError(`Cannot read an IDX array: type ${type}, it must be 8 or 13.`);
  const values = new Float32Array(body.length / 4);
  for (let index = 0; index < values.length; index++) values[index] = body.readFloatBE(4 * index);
  return { shape, values };
}

/** An array from a compressed IDX file in `datasets/`. */
export async function readIdx(file: string): Promise<IdxArray> {
  return parseIdx(gunzipSync(await readDataFile(file)));
}
