import { mkdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../runtime/write-atomically.js";
import type { RunRecord } from "../../training/training-run.js";
import { textToRecord, recordToText } from "../../training/records/run-record.js";

/** Finished runs, kept between calls and between processes. It may forget; it never gives a wrong record. */
export interface RunCache {
  /** The record kept under a key, or undefined. */
  get(key: string): Promise<RunRecord | undefined>;
  /** Keeps a record. Never fails: what cannot be written is not cached. */
  put(key: string, record: RunRecord): Promise<void>;
}

/**
 * A cache of runs in a folder, one file per run. Files are written atomically, so that two
 * processes can write the same run at once and a reader never sees half a file. What is not a complete, valid record is
 * treated as missing and written again.
 *
 * @param folder created when the first record is kept
 * @param onProblem called once with the reason if a record cannot be written
 */
export function openRunCache(folder: string, onProblem: (reason: Error) => void = warn): RunCache {
  let told = false;
  return {
    get: (key) => read(join(folder, fileName(key))),
    put: async (key, record) => {
      try {
        await mkdir(folder, { recursive: true });
        // Not flushed: the checksum in the file detects what was lost, and that run is trained again.
        await writeAtomically(join(folder, fileName(key)), recordToText(record), { flush: false });
      } catch (reason) {
        if (!told) onProblem(reason as Error);
        told = true;
      }
    },
  };
}

/** Names of cache files: nothing else in the folder is ever touched. */
export const cacheFile = /^[0-9a-f]{64}\.run$/;
/** Names of cache files that are being written. */
export const temporaryFile = /^[0-9a-f]{64}\.run\.[0-9a-f-]{36}\.part$/;

function fileName(key: string): string {
  return `${key}.run`;
}

async function read(path: string): Promise<RunRecord | undefined> {
  try {
    const record = textToRecord(await readFile(path, "utf8"));
    // When the folder is full, the least recently used records go first: mark this one as used.
    if (record) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return record;
  } catch {
    return undefined;
  }
}

function warn(reason: Error): void {
  process.emitWarning(
    `Runs are not cached: ${reason.message}. Everything works, but the same run will be trained again next time. ` +
      `Make room or set TUNEBOOK_CACHE to a writable folder.`,
    { type: "TunebookWarning", code: "TUNEBOOK_CACHE" },
  );
}
