import { type SplitIndices, takeRows } from "../splits.js";
import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import { readTable, rowsAt, type Table } from "../table/table.js";
import { gunzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder `datasets/` of this checkout, seen from `dist/src/data/sets/`. */
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

/** An array of numbers with its shape. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

/**
 * Parses the IDX format: two zero bytes, a type (8 = unsigned byte, 13 = 32-bit float), the number of dimensions, every
 * dimension as a 32-bit whole number, then the numbers; big-endian throughout.
 *
 * @see the MNIST page of LeCun, Cortes and Burges, "the IDX file format"
 */
export function parseIdx(bytes: Buffer): IdxArray {
  const type = bytes[2];
  const shape = Array.from({ length: bytes[3]! }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const body = bytes.subarray(4 + 4 * shape.length);
  if (type === 8) return { shape, values: body };
  if (type !== 13) throw new RangeError(`Cannot read an IDX array: type ${type}, it must be 8 or 13.`);
  const values = new Float32Array(body.length / 4);
  for (let index = 0; index < values.length; index++) values[index] = body.readFloatBE(4 * index);
  return { shape, values };
}

/** An array from a compressed IDX file in `datasets/`. */
export async function readIdx(file: string): Promise<IdxArray> {
  return parseIdx(gunzipSync(await readDataFile(file)));
}

/** The wanted columns of a CSV file of `datasets/`, in that order, without the rows in which one of them is empty. */
export async function readStoredTable(file: string, wanted: readonly string[]): Promise<Table> {
  const table = readTable((await readDataFile(file)).toString("utf8"));
  const columns = wanted.map((wantedName) => table.columns.find(({ name }) => name === wantedName)!);
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const kept = rows.filter((row) => columns.every(({ cells }) => cells[row] !== null));
  return rowsAt({ ...table, columns }, kept);
}

/** Options of a stored set. */
export interface StoredOptions {
  readonly seed: number;
  /** Sequences only: how many days an example looks back. */
  readonly days: number;
}

/** A set read from `datasets/` and split, its numbers still in their own units. */
export interface StoredSet {
  readonly parts: DatasetParts;
  /** Features to standardise, in the last axis; none for images. */
  readonly numericColumns: readonly number[];
  /** Whether the examples follow one another in time: fewer of them are then the latest ones. */
  readonly inTime?: boolean;
}

/** Divides the rows of one block of examples among the three splits. */
export function dealOut(
  facts: Omit<DatasetParts, "train" | "validation" | "test">,
  all: Split,
  { train, validation, test }: SplitIndices,
): DatasetParts {
  return {
    ...facts,
    train: takeRows(all, train),
    validation: takeRows(all, validation),
    test: takeRows(all, test),
  };
}
