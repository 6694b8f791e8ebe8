import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder `datasets/` of this checkout, seen from `dist/src/data/files/`. */
export const datasetsFolder = resolve(__dirname, "..", "..", "..", "..", "datasets");

interface FileRecord {
  readonly bytes: number;
  readonly sha256: string;
}

const restore = (file: string): string =>
  `Restore it with \`git checkout -- datasets/${file}\`, or rebuild all of them with \`node datasets/rebuild/rebuild.mjs\`.`;

async function read(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    throw new Error(`Cannot load datasets/${file}: ${(cause as Error).message}. ${restore(file)}`, { cause });
  }
}

/**
 * The bytes of a file in `datasets/`, checked against its recorded SHA-256.
 *
 * @throws {Error} if the file is missing or is not the one recorded, with the command that restores it
 */
export async function readDataFile(file: string, folder: string = datasetsFolder): Promise<Buffer> {
  const [records, bytes] = await Promise.all([read(folder, "checksums.json"), read(folder, file)]);
  const record = (JSON.parse(records.toString("utf8")) as Readonly<Record<string, FileRecord>>)[file];
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (record?.sha256 === sha256) return bytes;
  throw new Error(
    `Cannot load datasets/${file}: it is damaged. Its SHA-256 is ${sha256} (${bytes.length} bytes), ` +
      `datasets/checksums.json says ${record?.sha256 ?? "nothing about it"}` +
      `${record ? ` (${record.bytes} bytes)` : ""}. ${restore(file)}`,
  );
}
