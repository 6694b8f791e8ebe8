import { join } from "node:path";
import { datasetsFolder, readDataFile } from "../sets/stored-file.js";

/** Rows under column names: what a danfo.js DataFrame holds, and all that is needed of one. */
export interface Table {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/**
 * A CSV file of `datasets/` without the rows in which one of the wanted columns is empty.
 *
 * danfo.js takes about a second to load, so only the first table of a session waits for it, and nobody else.
 */
export async function readTable(file: string, wanted: readonly string[]): Promise<Table> {
  await readDataFile(file);
  const { readCSV } = await import("danfojs-node");
  const frame = await readCSV(join(datasetsFolder, file));
  const complete = frame.loc({ columns: [...wanted] }).dropNa({ axis: 1 });
  return { columns: complete.columns, values: complete.values as unknown[][] };
}
