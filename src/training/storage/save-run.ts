import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { partsOf } from "../trained-run.js";
import type { TrainingRun } from "../training-run.js";
import { sealedJson, sha256 } from "../../runtime/sealed-json.js";
import { writeAtomically } from "../../runtime/write-atomically.js";
import {
  checkpointArrays,
  checkpointNotes,
  descriptionFile,
  layoutOf,
  packWeights,
  type RunDescription,
} from "./run-file.js";

/**
 * Saves a run, record, weights and what is needed to resume its training, in a folder: `run.json` and one file of weights named
 * after its checksum.
 *
 * A run saved there before stays intact until the new one is complete: the description is replaced last, atomically.
 *
 * @param run from `train`, `trainFleet` or `loadRun`
 * @param folder made if it is not there
 * @throws {TypeError} if the run trained a model of your own (save that with `model.save`) or was disposed
 * @example
 * await saveRun(run, "runs/first");
 * const again = await loadRun("runs/first");
 */
export async function saveRun(run: TrainingRun, folder: string): Promise<void> {
  const parts = partsOf(run);
  if (!parts || parts.foreign)
    throw new TypeError(
      "Cannot save this run: only networks that hyperparameters describe can be rebuilt. " +
        "Save a model of your own with its save() method.",
    );
  const { network, task, record, encoder } = parts;
  const weights = run.weights();
  const state = checkpointArrays(parts.checkpoint, weights);
  const bytes = packWeights(new Map([...weights, ...state]));
  const weightsChecksum = sha256(bytes);
  const description: RunDescription = {
    format: "tunebook-run/1",
    record,
    network: { task, inputShape: network.inputShape, outputs: network.outputs },
    ...(encoder && { encoder }),
    ...checkpointNotes(parts.checkpoint, state),
    weights: layoutOf(weights),
    weightsFile: `weights-${weightsChecksum.slice(0, 16)}.bin`,
    weightsChecksum,
  };
  await mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, description.weightsFile), bytes);
  await writeAtomically(join(folder, descriptionFile), sealedJson(description));
  await removeOldWeights(folder, description.weightsFile);
}

async function removeOldWeights(folder: string, current: string): Promise<void> {
  for (const name of await readdir(folder))
    if (/^weights-[0-9a-f]{16}\.bin$/.test(name) && name !== current)
      await rm(join(folder, name), { force: true });
}
