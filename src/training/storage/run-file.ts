import type { Task } from "../../data/dataset.js";
import type { Encoder } from "../../data/encoder/encoder.js";
import type { Checkpoint } from "../checkpoint.js";
import type { RunRecord, WeightArrays } from "../training-run.js";

/** Name of the description inside the folder of a saved run. */
export const descriptionFile = "run.json";

/** Names and shapes of arrays that follow each other in a file. */
export type ArrayLayout = readonly { readonly name: string; readonly shape: readonly number[] }[];

/** A saved run without its weights. */
export interface RunDescription {
  readonly format: "tunebook-run/1";
  readonly record: RunRecord;
  readonly network: { readonly task: Task; readonly inputShape: readonly number[]; readonly outputs: number };
  /** The encoder of the data set it was trained on, where that has one. */
  readonly encoder?: Encoder;
  /** What is needed to go on with its training, without its arrays. */
  readonly checkpoint?: Omit<Checkpoint, "weights" | "slots">;
  /** The arrays of the checkpoint, which follow the weights: `slots/…`, and `weights/…` where those kept are others. */
  readonly checkpointArrays?: ArrayLayout;
  /** Names and shapes in the order of the values in the weights file, little-endian float32. */
  readonly weights: ArrayLayout;
  readonly weightsFile: string;
  /** SHA-256 of the weights file. */
  readonly weightsChecksum: string;
}

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
export function unpackWeights(bytes: Uint8Array, layout: ArrayLayout): WeightArrays {
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

/** Names and shapes of arrays, in their order. */
export const layoutOf = (arrays: WeightArrays): ArrayLayout =>
  [...arrays].map(([name, { shape }]) => ({ name, shape }));

const slotPrefix = "slots/";
const weightPrefix = "weights/";

/** The arrays of a checkpoint that are not among the weights the run kept. */
export function checkpointArrays(checkpoint: Checkpoint | undefined, kept: WeightArrays): WeightArrays {
  if (!checkpoint) return new Map();
  const { slots, weights } = checkpoint;
  const prefixed = (prefix: string, arrays: WeightArrays) =>
    [...arrays].map(([name, array]) => [prefix + name, array] as const);
  return new Map([
    ...prefixed(slotPrefix, slots),
    ...prefixed(weightPrefix, weights === kept ? new Map() : weights),
  ]);
}

/** What is written down of a checkpoint beside its arrays. */
export function checkpointNotes(
  checkpoint: Checkpoint | undefined,
  arrays: WeightArrays,
): Pick<RunDescription, "checkpoint" | "checkpointArrays"> {
  if (!checkpoint) return {};
  const isNote = ([name]: [string, unknown]): boolean => name !== "weights" && name !== "slots";
  const notes = Object.fromEntries(Object.entries(checkpoint).filter(isNote));
  return {
    checkpoint: notes as unknown as Omit<Checkpoint, "weights" | "slots">,
    checkpointArrays: layoutOf(arrays),
  };
}

/** The checkpoint of a saved run; undefined if it has none. @param arrays all of the weights file */
export function readCheckpoint(
  { checkpoint, weights: layout }: RunDescription,
  arrays: WeightArrays,
  kept: WeightArrays,
): Checkpoint | undefined {
  if (!checkpoint) return undefined;
  const state = [...arrays].slice(layout.length);
  const under = (prefix: string): WeightArrays =>
    new Map(
      state.flatMap(([name, array]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), array] as const] : [],
      ),
    );
  const weights = under(weightPrefix);
  return { ...checkpoint, slots: under(slotPrefix), weights: weights.size > 0 ? weights : kept };
}
