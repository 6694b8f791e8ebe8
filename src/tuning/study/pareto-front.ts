import type { Direction, TrialRecord } from "../trial/trial-record.js";

/** The values with signs such that smaller is better for every objective. */
export function losses(values: readonly number[], directions: readonly Direction[]): number[] {
  return directions.map((direction, index) => (direction === "minimize" ? values[index]! : -values[index]!));
}

/** Whether `a` is at least as good as `b` in every objective and better in one (both as losses). */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((loss, index) => loss <= b[index]!) && a.some((loss, index) => loss < b[index]!);
}

/**
 * The complete trials that no other complete trial dominates: every improvement in one objective would cost another.
 *
 * @see Deb, "Multi-objective optimization using evolutionary algorithms", 2001
 */
export function paretoFront(trials: readonly TrialRecord[], directions: readonly Direction[]): TrialRecord[] {
  const complete = trials.filter((trial) => trial.state === "complete");
  const all = complete.map((trial) => losses(trial.values, directions));
  return complete.filter((_, index) => !all.some((other) => dominates(other, all[index]!)));
}
