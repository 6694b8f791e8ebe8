import type { EpochRecord, RunRecord } from "../training/training-run.js";

/**
 * What was measured at the epoch whose weights the run kept, or undefined for a run that ended before its first epoch
 * did.
 */
export function keptRecord(run: RunRecord): EpochRecord | undefined {
  return run.history.find((record) => record.epoch === run.keptEpoch) ?? run.history.at(-1);
}
