import { setTimeout as wait } from "node:timers/promises";
import type { PlannedRun } from "../plan.js";
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, thisMachine } from "../../runtime/processes.js";
import { removeLock, SignsOfLife, tryToMake } from "../../runtime/lock-file.js";

/** Runs that a sweep is training now, so that another one with the same cache waits for them instead of training them too. */
export interface RunClaims {
  /** Whether this process may train the run: no other live process has claimed it. */
  take(key: string): boolean;
  /** Releases a run, trained or not. */
  release(key: string): void;
  /** Releases all runs. */
  close(): void;
}

/** File names of claims. */
export const claimFile = /^[0-9a-f]{64}\.run\.claim/;

/** Milliseconds: how often a claim's holder touches it, and after how long without a touch its holder counts as dead. */
const defaults = { touch: 2000, patience: 20_000 };

/**
 * Claims on runs, as files beside the cache's. A claim names its process; one whose process is gone, or that has not been
 * touched for twenty seconds by this process's monotonic clock, is void: wall clocks may jump and differ.
 *
 * In a folder that is not writable nothing is claimed and nothing is refused: at worst a run is trained twice.
 */
export function openRunClaims(folder: string, { touch, patience } = defaults): RunClaims {
  const mine = `${process.pid} ${thisMachine()} ${randomUUID()}`;
  const held = new Set<string>();
  const holders = new SignsOfLife(patience);
  const path = (key: string): string => join(folder, `${key}.run.claim`);
  const touching = setInterval(() => {
    const now = new Date();
    for (const key of held) quietly(() => { utimesSync(path(key), now, now); }); // prettier-ignore
  }, touch);
  touching.unref();

  const tryToTake = (key: string): boolean => {
    try {
      const taken = tryToMake(() => { writeFileSync(path(key), mine, { flag: "wx" }); }); // prettier-ignore
      if (taken) held.add(key);
      return taken;
    } catch {
      // On a full disk an empty claim may be left, which nobody would ever release.
      quietly(() => {
        rmSync(path(key), { force: true });
      });
      return true;
    }
  };
  const isUntouched = (key: string): boolean =>
    holders.isDead(key, statSync(path(key), { throwIfNoEntry: false })?.mtimeMs);
  const release = (key: string): void => {
    // A process that was suspended for long may have lost its claim to another.
    if (held.delete(key) && holderOf(path(key)) === mine) quietly(() => { rmSync(path(key)); }); // prettier-ignore
  };
  quietly(() => mkdirSync(folder, { recursive: true }));
  return {
    take: (key) => {
      if (held.has(key) || tryToTake(key)) return true;
      const holder = holderOf(path(key));
      if (holder !== undefined && !isDead(holder) && !isUntouched(key)) return false;
      quietly(() => { removeLock(path(key)); }); // prettier-ignore
      return tryToTake(key);
    },
    release,
    close: () => {
      clearInterval(touching);
      for (const key of [...held]) release(key);
    },
  };
}

/** The holder that the claim names; undefined if the claim no longer exists. */
function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether that process has ended. False if it runs on another machine or the claim is not written yet: then nothing is known. */
function isDead(holder: string): boolean {
  const [pid, machine] = holder.split(" ");
  return machine === thisMachine() && !isAlive(Number(pid));
}

/** What cannot be touched or removed counts as dead after a while, which does no harm. */
function quietly(action: () => void): void {
  try {
    action();
  } catch {
    return;
  }
}

/** What is needed to train runs of a sweep alongside others that share its cache. */
export interface ClaimedTraining {
  readonly train: (runs: readonly PlannedRun[]) => Promise<void>;
  /** Reads the run from the cache if it is there by now. */
  readonly takeKept: (run: PlannedRun) => Promise<boolean>;
  readonly keyOf: (run: PlannedRun) => string;
  readonly signal: AbortSignal;
}

/** Milliseconds between two checks on what others are training. */
const pause = 200;

/**
 * Trains runs, except those that another process is training now: two notebooks with the same cache share the work.
 * It waits for runs that others have claimed, and trains them here if they give up.
 */
export async function trainUnclaimed(
  missing: readonly PlannedRun[],
  claims: RunClaims,
  { train, takeKept, keyOf, signal }: ClaimedTraining,
): Promise<void> {
  const stillMissing = async (runs: readonly PlannedRun[]): Promise<PlannedRun[]> => {
    const kept = await Promise.all(runs.map(takeKept));
    return runs.filter((_, at) => !kept[at]);
  };
  try {
    let left = missing;
    while (left.length > 0 && !signal.aborted) {
      const claimed = new Set(left.filter((run) => claims.take(keyOf(run))));
      // Between the cache lookup and the claim, the last holder may have finished the run.
      const mine = await stillMissing([...claimed]);
      if (mine.length > 0) await train(mine);
      for (const run of claimed) claims.release(keyOf(run));
      left = left.filter((run) => !claimed.has(run));
      if (left.length > 0) await wait(pause, undefined, { signal }).catch(() => undefined);
      left = await stillMissing(left);
    }
  } finally {
    claims.close();
  }
}
