import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { writeAtomically } from "../../runtime/write-atomically.js";
import { Trial } from "../trial/trial.js";
import type { TrialRecord } from "../trial/trial-record.js";

/** A file that belongs to a trial: a model, a picture, a log. */
export interface Artifact {
  /** The name of the file in the store. */
  readonly id: string;
  /** The name that it was uploaded under. */
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  /** As in a Content-Encoding header, such as `"gzip"`. */
  readonly encoding?: string;
}

/** What to upload: the path of a file, or a content with a name. */
export type ArtifactFile = string | { readonly name: string; readonly content: string | Uint8Array };

/** Options for `upload`. */
export interface UploadOptions {
  /** The MIME type; by the ending of the name if left out. */
  readonly type?: string;
  readonly encoding?: string;
}

/** A folder of artifacts. Made by {@link artifactStore}. */
export interface ArtifactStore {
  readonly folder: string;
  /**
   * Keeps a copy of a file and notes it with a trial that is running. The file is whole before the note is written.
   *
   * @throws {TypeError | RangeError} if the name is not that of a file, an option is unknown, or the trial is over
   */
  upload(trial: Trial, file: ArtifactFile, options?: UploadOptions): Promise<Artifact>;
  /** The artifacts of a trial, in the order in which they were uploaded; empty if it has none. */
  list(trial: TrialRecord | Trial): Artifact[];
  /** The content of an artifact. */
  read(artifact: Artifact): Promise<Buffer>;
  /** Copies an artifact to a path; what was there is replaced once the copy is whole. */
  download(artifact: Artifact, path: string): Promise<void>;
}

/** The system attributes in which Optuna, too, keeps what it knows of an artifact, as JSON in a string. */
const prefix = "artifacts:";

/**
 * Keeps files of trials in a folder, usually beside the journal: each under an id of its own, noted with its trial. Optuna
 * reads them with `FileSystemArtifactStore` and `get_all_artifact_meta`, its dashboard shows them, and those that Optuna
 * uploaded are listed here.
 *
 * @param folder made with the first upload
 * @throws {TypeError} if the folder is not a path
 * @example
 * const store = artifactStore("studies/lr.artifacts");
 * const study = await createStudy({ name: "lr", storage: "studies/lr.journal" });
 * await study.optimize(async (trial) => {
 *   const rate = trial.suggestFloat("learningRate", 1e-4, 1, { log: true });
 *   await store.upload(trial, { name: "settings.json", content: JSON.stringify({ rate }) });
 *   return rate;
 * }, { trials: 2 });
 * const [settings] = store.list(study.best);
 * settings!.name; // "settings.json"
 * @see https://optuna.readthedocs.io/en/stable/reference/artifacts.html
 */
export function artifactStore(folder: string): ArtifactStore {
  const given: unknown = folder;
  if (typeof given !== "string" || given === "")
    throw new TypeError(
      `Cannot keep artifacts in ${inWords(folder)}: a store is a folder, given by its path, such as "studies/lr.artifacts".`,
    );
  const place = resolve(folder);
  const read = async ({ id, name }: Artifact): Promise<Buffer> => {
    try {
      return await readFile(join(place, checkedName("an artifact with the id", id)));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
      throw new Error(
        `Cannot read the artifact "${name}": there is no file ${id} in ${folder}. Open the store that it was uploaded to.`,
        { cause },
      );
    }
  };
  return {
    folder,
    upload: (trial, file, options) => upload(place, trial, file, options),
    list: (trial) => artifactsOf(trial instanceof Trial ? trial.record : trial),
    read,
    download: async (artifact, path) => writeAtomically(path, await read(artifact)),
  };
}

async function upload(
  place: string,
  trial: Trial,
  file: ArtifactFile,
  options: UploadOptions = {},
): Promise<Artifact> {
  checkOptionNames("upload an artifact", options, ["type", "encoding"]);
  const name = checkedName("an artifact named", typeof file === "string" ? basename(file) : file.name);
  const content = typeof file === "string" ? await readFile(file) : file.content;
  const { type = types[extname(name).toLowerCase()] ?? "application/octet-stream", encoding } = options;
  const id = randomUUID();
  const path = join(place, id);
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, content);
  try {
    const meta = { artifact_id: id, filename: name, mimetype: type, encoding: encoding ?? null };
    Trial.note(trial, `${prefix}${id}`, JSON.stringify(meta));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { id, name, type, ...(encoding !== undefined && { encoding }) };
}

const types: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".html": "text/html",
  ".json": "application/json",
  ".md": "text/markdown",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

function artifactsOf({ systemAttributes }: TrialRecord): Artifact[] {
  return Object.entries(systemAttributes).flatMap(([key, value]) => {
    if (!key.startsWith(prefix) || typeof value !== "string") return [];
    const { artifact_id: id, filename, mimetype, encoding } = JSON.parse(value) as Meta;
    return [{ id, name: filename, type: mimetype, ...(encoding != null && { encoding }) }];
  });
}

interface Meta {
  readonly artifact_id: string;
  readonly filename: string;
  readonly mimetype: string;
  readonly encoding: string | null;
}

/**
 * A name that is one file in one folder on every system: journals come from elsewhere, and no name in them may lead out of
 * the store.
 */
function checkedName(what: string, name: unknown): string {
  const isSafe = typeof name === "string" && /^[^/\\:\p{Cc}]{1,200}$/u.test(name) && !/^\.{1,2}$/.test(name);
  if (isSafe) return name;
  throw new RangeError(
    `Cannot keep or read ${what} ${inWords(name)}: it must be the name of a file, of 1 to 200 characters, without a folder.`,
  );
}
