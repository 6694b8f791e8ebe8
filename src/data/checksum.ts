import { createHash } from "node:crypto";
import type { Dataset, Split } from "./dataset.js";

/** A data set before its checksum is known: what every step of preparation takes and returns. */
export type DatasetParts = Omit<Dataset, "checksum">;

const bytesOf = (values: Int32Array | Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** The data sets whose checksum was computed here: a copy with a split replaced is not among them. */
const made = new WeakSet<Dataset>();

/** Whether a data set is as `withChecksum` left it, so that its checksum is that of its numbers. */
export const hasTrueChecksum = (data: Dataset): boolean => made.has(data);

/** The memory of inputs of data sets: numbers that are as a network takes them, not in their own units. */
const encodedMemory = new WeakSet<ArrayBufferLike>();

/** Whether inputs lie in the memory of a split of a data set, and so are as a network takes them. */
export const holdsEncoded = (inputs: Float32Array): boolean => encodedMemory.has(inputs.buffer);

/** The data set with its checksum: SHA-256 over task, shape, outputs and the numbers of the three splits, names left out. */
export function withChecksum(parts: DatasetParts): Dataset {
  const { task, inputShape, outputs, train, validation, test } = parts;
  const splits: readonly Split[] = [train, validation, test];
  const hash = createHash("sha256");
  hash.update(JSON.stringify([task, inputShape, outputs, splits.map(({ count }) => count)]));
  for (const { inputs, targets } of splits) hash.update(bytesOf(inputs)).update(bytesOf(targets));
  for (const { inputs } of splits) encodedMemory.add(inputs.buffer);
  const data = { ...parts, checksum: hash.digest("hex") };
  made.add(data);
  return data;
}
