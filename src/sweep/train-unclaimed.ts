import { setTimeout as wait } from "node:timers/promises";
import type { RunClaims } from "./cache/run-claims.js";
import type { PlannedRun } from "./plan.js";

/** What it takes to train runs of a sweep beside others that share its cache. */
export interface ClaimedTraining {
  readonly train: (runs: readonly PlannedRun[]) => Promise<void>;
  /** Takes the run out of the cache if it is there by now. */
  readonly takeKept: (run: PlannedRun) => Promise<boolean>;
  readonly keyOf: (run: PlannedRun) => string;
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at what others train. */
const pause = 200;

/**
 * Trains runs, but not those that another process trains at this moment: two notebooks with the same cache share the work.
 * What others have claimed is waited for, and trained here if they give up.
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
      // Between the look into the cache and the claim, its last holder may have finished the run.
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
