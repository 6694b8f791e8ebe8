import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readEncoder, type Encoder } from "../data/encoder/encoder.js";
import { openSealed, sealedJson, sha256 } from "../runtime/sealed-json.js";
import { writeAtomically } from "../runtime/write-atomically.js";
import { loadRun } from "../training/storage/load-run.js";
import { packWeights } from "../training/storage/run-file.js";
import { saveRun } from "../training/storage/save-run.js";
import type { Member } from "./candidates/member.js";
import type { Weighted } from "./search/ensemble.js";

/** Name of the description inside the folder of a saved model. */
export const modelFile = "model.json";

const format = "tunebook-model/1";

/** A network is a saved run in a folder of its own; the others are written down as they are. */
type SavedMember =
  Exclude<Member, { readonly family: "network" }> | { readonly family: "network"; readonly folder: string };

interface ModelDescription {
  readonly format: typeof format;
  readonly encoder: Encoder;
  readonly members: readonly Weighted<SavedMember>[];
}

/** What a model is made of. */
export interface ModelParts {
  readonly encoder: Encoder;
  readonly members: readonly Weighted<Member>[];
}

/** Saves a model; one saved there before stays intact until the new one is complete. */
export async function saveModel(folder: string, { encoder, members }: ModelParts): Promise<void> {
  await mkdir(folder, { recursive: true });
  const saved: Weighted<SavedMember>[] = [];
  for (const { of, weight } of members) saved.push({ of: await saveMember(folder, of), weight });
  const description: ModelDescription = { format, encoder, members: saved };
  await writeAtomically(join(folder, modelFile), sealedJson(description));
  const current = new Set(saved.map(({ of }) => (of.family === "network" ? of.folder : "")));
  for (const name of await readdir(folder))
    if (/^network-[0-9a-f]{16}$/.test(name) && !current.has(name))
      await rm(join(folder, name), { recursive: true, force: true });
}

async function saveMember(folder: string, member: Member): Promise<SavedMember> {
  if (member.family !== "network") return member;
  const name = `network-${sha256(packWeights(member.run.weights())).slice(0, 16)}`;
  await saveRun(member.run, join(folder, name));
  return { family: "network", folder: name };
}

/**
 * Reads what `saveModel` wrote; undefined if the folder has no such file.
 *
 * @throws {Error} if a file is damaged, or another version wrote it in another format
 */
export async function readModel(folder: string): Promise<ModelParts | undefined> {
  const text = await readFile(join(folder, modelFile), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const description = openSealed(text) as ModelDescription | undefined;
  if (!description)
    throw new Error(
      `Cannot load the model in ${folder}: ${modelFile} does not match its checksum, so it is damaged. Save the model again.`,
    );
  if ((description.format as string) !== format)
    throw new Error(
      `Cannot load the model in ${folder}: its format is "${description.format}" and this version reads "${format}". ` +
        "Load it with the version that saved it.",
    );
  const members: Weighted<Member>[] = [];
  for (const { of, weight } of description.members)
    members.push({ of: await readMember(folder, of), weight });
  return { encoder: readEncoder(description.encoder), members };
}

const readMember = async (folder: string, member: SavedMember): Promise<Member> =>
  member.family === "network"
    ? { family: "network", run: await loadRun(join(folder, member.folder)) }
    : member;
