import { join } from "node:path";
import type { RandomStream } from "../../../src/index.js";
import type { Fault } from "../fault.js";
import { compareKept, compareRuns, keptRuns } from "../kept-runs.js";
import { whyNoSmallDisk, withSmallDisk, type SmallDisk } from "../small-disk.js";
import { strikeStudy } from "../study-under-fault.js";
import { startSweep, undisturbed } from "../sweep-process.js";
import { add, noTrials, type Tally } from "../tally.js";
import { withFolder } from "../temporary.js";

/** Bytes: of the disk, and the most that is left of it; a record takes some two thousand. */
const size = 256 * 1024;
const mostLeft = 24 * 1024;
const runs = 6;

/** A sweep and what it needs to be compared with. */
type CacheTrial = (
  disk: SmallDisk,
  reference: ReadonlyMap<number, string>,
  random: RandomStream,
) => Promise<Tally>;

const onDisk =
  (trial: CacheTrial): Fault["strike"] =>
  (trials, random) =>
    withFolder(async (folder) => {
      const reference = await undisturbed(runs, folder);
      let tally = noTrials;
      for (let at = 0; at < trials; at++)
        tally = add(
          add(tally, { trials: 1 }),
          await withSmallDisk(size, (disk) => trial(disk, reference, random)),
        );
      return tally;
    });

/** Sweeps while `strike` holds, and again after `relieve`: everything comes to its end both times, and nothing half-written passes for a record. */
async function sweepTwice(
  disk: SmallDisk,
  reference: ReadonlyMap<number, string>,
  strike: () => void,
  relieve: () => void,
): Promise<Tally> {
  const cache = join(disk.folder, "runs");
  strike();
  const during = startSweep({ runs, cache });
  const swept = (await during.finished) ?? [];
  const kept = keptRuns(cache);
  relieve();
  const again = (await startSweep({ runs, cache }).finished) ?? [];
  const warned = /Runs are not cached/.test(during.said());
  const tally = add(compareRuns(swept, reference), compareRuns(again, reference));
  return add(add(tally, compareKept(kept, keptRuns(cache))), {
    twice: Math.max(0, kept.size - again.filter(({ cached }) => cached).length),
    problems: kept.size < runs && !warned ? ["Nobody was told that runs are not cached."] : [],
  });
}

export const fullDiskForCache: Fault = {
  name: "full disk under the cache",
  trial: "a sweep on a disk with 0 to 24 KiB left, then again with room",
  few: 1,
  many: 12,
  impossible: whyNoSmallDisk,
  strike: onDisk((disk, reference, random) =>
    sweepTwice(
      disk,
      reference,
      () => {
        disk.fillUpTo(random.integer(0, mostLeft));
      },
      () => {
        disk.empty();
      },
    ),
  ),
};

export const readOnlyCache: Fault = {
  name: "unwritable folder for the cache",
  trial: "a sweep on a read-only file system, then again on a writable one",
  few: 1,
  many: 4,
  impossible: whyNoSmallDisk,
  strike: onDisk((disk, reference) =>
    sweepTwice(
      disk,
      reference,
      () => {
        disk.readOnly(true);
      },
      () => {
        disk.readOnly(false);
      },
    ),
  ),
};

export const fullDiskForJournal: Fault = {
  name: "full disk under the journal",
  trial:
    "the disk of a study's journal fills up after a random trial; then there is room again, and the study goes on",
  few: 2,
  many: 20,
  impossible: whyNoSmallDisk,
  strike: (trials, random) =>
    strikeStudy(trials, random, (disk) => ({
      strike: () => {
        disk.fillUpTo(random.integer(0, 2) * 4096);
      },
      relieve: () => {
        disk.empty();
      },
    })),
};

export const readOnlyJournal: Fault = {
  name: "unwritable folder for the journal",
  trial:
    "the journal's file system becomes read-only after a random trial, then writable again, and the study goes on",
  few: 2,
  many: 20,
  impossible: whyNoSmallDisk,
  strike: (trials, random) =>
    strikeStudy(trials, random, (disk) => ({
      strike: () => {
        disk.readOnly(true);
      },
      relieve: () => {
        disk.readOnly(false);
      },
    })),
};
