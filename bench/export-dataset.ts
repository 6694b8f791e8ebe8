import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, Split } from "../src/data/dataset.js";

/**
 * Writes a data set as flat binary files that every peer can read: `train-inputs.bin` and so on (float32 inputs,
 * int32 classes), and `shape.json`.
 *
 * @param data a classification data set
 * @param folder made if it is missing
 */
export function exportDataset(data: Dataset, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "shape.json"),
    JSON.stringify({ inputShape: data.inputShape, outputs: data.outputs }),
  );
  exportSplit(data.train, join(folder, "train"));
  exportSplit(data.validation, join(folder, "validation"));
}

function exportSplit({ inputs, targets }: Split, path: string): void {
  writeFileSync(`${path}-inputs.bin`, inputs);
  writeFileSync(`${path}-targets.bin`, Int32Array.from(targets));
}
