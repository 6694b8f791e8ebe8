import { createHash } from "node:crypto";
import type { Task } from "../../data/dataset.js";
import type { Encoder } from "../../data/encoder/encoder.js";
import type { RunRecord, WeightArrays } from "../training-run.js";

/** Name of the description inside the folder of a saved run. */
export const descriptionFile = "run.json";

/** A saved run without its weights. */
export interface RunDescription {
  readonly format: "tunebook-run/1";
  readonly record: RunRecord;
  readonly network: { readonly task: Task; readonly inputShape: readonly number[]; readonly outputs: number };
  /** The encoder of the data set it was trained on, where that has one. */
  readonly encoder?: Encoder;
  /** Names and shapes in the order of the values in the weights file, little-endian float32. */
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly weightsFile: string;
  /** SHA-256 of the weights file. */
  readonly weightsChecksum: string;
}

/** What is written to `run.json`: a description and its own SHA-256. */
export interface SealedDescription {
  readonly description: RunDescription;
  readonly checksum: string;
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** All values one after the other. */
export function packWeights(weights: WeightArrays): Uint8Array {
  const arrays = [...weights.values()].map(({ values }) => values);
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of arrays) {
    all.set(values, at);
    at += values.length;
  }
  return new Uint8Array(all.buffer);
}

/** The inverse of {@link packWeights}. */
export function unpackWeights(bytes: Uint8Array, layout: RunDescription["weights"]): WeightArrays {
  const all = new Float32Array(bytes.slice().buffer);
  let at = 0;
  return new Map(
    layout.map(({ name, shape }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const values = all.slice(at, at + size);
      at += size;
      return [name, { shape, values }];
    }),
  );
}
