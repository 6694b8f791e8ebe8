import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One split as `exportDataset` has written it. */
export interface FlatSplit {
  readonly inputs: Float32Array;
  readonly targets: Int32Array;
}

/** A data set as `exportDataset` has written it. */
export interface FlatDataset {
  readonly inputShape: readonly number[];
  readonly outputs: number;
  readonly train: FlatSplit;
  readonly validation: FlatSplit;
}

/** Reads what `exportDataset` has written. */
export function importDataset(folder: string): FlatDataset {
  const shape = JSON.parse(readFileSync(join(folder, "shape.json"), "utf8")) as Pick<
    FlatDataset,
    "inputShape" | "outputs"
  >;
  return {
    ...shape,
    train: readSplit(join(folder, "train")),
    validation: readSplit(join(folder, "validation")),
  };
}

function readSplit(path: string): FlatSplit {
  // A copy: the bytes of a file need not begin where a float may.
  const bytes = (name: string): ArrayBuffer => new Uint8Array(readFileSync(`${path}-${name}.bin`)).buffer;
  return { inputs: new Float32Array(bytes("inputs")), targets: new Int32Array(bytes("targets")) };
}
