import type { EpochRecord, RunRecord } from "../training/training-run.js";

/**
 * What was measured at the epoch whose weights the run kept, or undefined for a run that ended before its first epoch
 * did.
 */
export function keptRecord(run: RunRecord): EpochRecord | undefined {
  return run.history.find((record) => record.epoch === run.keptEpoch) ?? run.history.at(-1);
}

/** Data loss on the validation split at the kept epoch; Infinity for a run that diverged. */
export function validationLoss(run: RunRecord): number {
  const loss = run.ending === "diverged" ? Infinity : (keptRecord(run)?.valLoss ?? Infinity);
  return Number.isNaN(loss) ? Infinity : loss;
}

/** The value in the middle, or halfway between the two in the middle. Infinity counts as larger than every number. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? NaN, sorted[Math.floor(middle)] ?? NaN];
  return low === high ? low : (low + high) / 2;
}
