import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openSealed, sha256 } from "../../runtime/sealed-json.js";
import { readEncoder } from "../../data/encoder/encoder.js";
import { buildNetwork } from "../../models/build-network.js";
import { lossFor } from "../losses.js";
import { trainedRun } from "../trained-run.js";
import type { TrainingRun } from "../training-run.js";
import { descriptionFile, readCheckpoint, unpackWeights, type RunDescription } from "./run-file.js";

/**
 * Loads a run that `saveRun` saved. Its predictions are exactly those of the saved run.
 *
 * @throws {Error} if there is no saved run, or a file is damaged
 * @example
 * await saveRun(run, "runs/first");
 * const again = await loadRun("runs/first");
 * again.predict(digits.test.inputs);
 */
export async function loadRun(folder: string): Promise<TrainingRun> {
  const description = await readDescription(folder);
  const { record, network: shape, weightsFile } = description;
  const bytes = await read(folder, weightsFile);
  if (sha256(bytes) !== description.weightsChecksum) throw damaged(folder, weightsFile);
  const arrays = unpackWeights(bytes, [...description.weights, ...(description.checkpointArrays ?? [])]);
  const weights = new Map([...arrays].slice(0, description.weights.length));
  return trainedRun({
    record,
    network: buildNetwork(record.hyperparameters, shape),
    loss: lossFor(record.hyperparameters.loss, shape.task),
    task: shape.task,
    weights,
    checkpoint: readCheckpoint(description, arrays, weights),
    foreign: false,
    ...(description.encoder && { encoder: readEncoder(description.encoder) }),
  });
}

async function readDescription(folder: string): Promise<RunDescription> {
  const text = (await read(folder, descriptionFile)).toString("utf8");
  const description = openSealed(text) as RunDescription | undefined;
  if (!description) throw damaged(folder, descriptionFile);
  if ((description.format as string) !== "tunebook-run/1")
    throw new Error(
      `Cannot load the run in ${folder}: its format is "${description.format}" and this version reads ` +
        '"tunebook-run/1". Load it with the version that saved it.',
    );
  return description;
}

async function read(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    throw new Error(
      `Cannot load a run from ${folder}: there is no readable ${name}. Save a run there with saveRun() first.`,
      { cause },
    );
  }
}

const damaged = (folder: string, name: string): Error =>
  new Error(
    `Cannot load the run in ${folder}: ${name} does not match its checksum, so it is damaged. Save the run again.`,
  );
