import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../../src/index.js";
import { cacheFile } from "../../src/sweep/cache/run-cache.js";
import { textToRecord } from "../../src/training/records/run-record.js";
import { fingerprint } from "./small-work.js";
import { add, noTrials, type Tally } from "./tally.js";

/** A run in the cache's folder. */
export interface KeptRun {
  /** Which file it is: another number means that it was written again. */
  readonly inode: number;
  /** Undefined if the file is not a whole record. */
  readonly record: RunRecord | undefined;
}

/** The runs in a cache's folder, by the names of their files. */
export function keptRuns(folder: string): Map<string, KeptRun> {
  const names = namesIn(folder);
  return new Map(
    names.map((name) => {
      const path = join(folder, name);
      return [name, { inode: statSync(path).ino, record: textToRecord(readFileSync(path, "utf8")) }];
    }),
  );
}

/** How many runs there are. */
export const countKept = (folder: string): number => namesIn(folder).length;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => cacheFile.test(name));
  } catch {
    return []; // The first record makes the folder.
  }
}

/** What became of the runs that were kept before a fault: which are gone or torn, and which were trained and written again. */
export function compareKept(
  before: ReadonlyMap<string, KeptRun>,
  after: ReadonlyMap<string, KeptRun>,
): Pick<Tally, "lost" | "twice"> {
  const fates = [...before].map(([name, { inode }]) => {
    const now = after.get(name);
    return { lost: now?.record === undefined, twice: now !== undefined && now.inode !== inode };
  });
  const torn = [...after].filter(([name, { record }]) => !before.has(name) && record === undefined);
  return {
    lost: fates.filter(({ lost }) => lost).length + torn.length,
    twice: fates.filter(({ twice }) => twice).length,
  };
}

/** A finished sweep against what it would have been without any fault. */
export function compareRuns(
  runs: readonly { readonly units: number; readonly print: string }[],
  reference: ReadonlyMap<number, string>,
): Tally {
  const missing = [...reference.keys()].filter((units) => !runs.some((run) => run.units === units));
  const different = runs.filter(({ units, print }) => reference.get(units) !== print);
  return add(noTrials, { finished: runs.length, lost: missing.length, different: different.length });
}

/** A run's place in the sweep, and its numbers. */
export const printOf = (record: RunRecord): { units: number; print: string } => ({
  units: record.hyperparameters.units,
  print: fingerprint(record),
});
