import { isFeasible } from "../trial/constraints.js";
import type { Direction, TrialRecord } from "../trial/trial-record.js";

/**
 * The complete trial with the best value, the earliest of equals, among those that keep their constraints.
 *
 * @throws {Error} if the study has several objectives, no complete trial, or none that keeps its constraints
 */
export function bestTrial(trials: readonly TrialRecord[], directions: readonly Direction[]): TrialRecord {
  if (directions.length > 1)
    throw new Error(
      `Cannot name the best trial: the study has ${directions.length} objectives, and the best of one may be the worst of ` +
        `another. Use paretoFront.`,
    );
  const sign = directions[0] === "minimize" ? 1 : -1;
  let best: TrialRecord | undefined;
  for (const trial of trials)
    if (isCandidate(trial) && (best === undefined || sign * (trial.values[0]! - best.values[0]!) < 0))
      best = trial;
  if (best === undefined) throw new Error(`Cannot name the best trial: ${whyNone(trials)}`);
  return best;
}

function isCandidate(trial: TrialRecord): boolean {
  return trial.state === "complete" && isFeasible(trial);
}

function whyNone(trials: readonly TrialRecord[]): string {
  const complete = trials.filter(({ state }) => state === "complete").length;
  if (complete > 0)
    return `none of the ${complete} complete trials keeps its constraints. Run more, or loosen them.`;
  const failure = trials.filter((trial) => trial.error !== undefined).at(-1)?.error;
  if (failure === undefined) return `none of the ${trials.length} trials is complete. Run optimize first.`;
  return `none of the ${trials.length} trials is complete. The last failure was ${failure.name}: ${failure.message}`;
}

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
 * Trials that violate a constraint do not count.
 *
 * @see Deb, "Multi-objective optimization using evolutionary algorithms", 2001
 */
export function paretoFront(trials: readonly TrialRecord[], directions: readonly Direction[]): TrialRecord[] {
  const complete = trials.filter(isCandidate);
  const all = complete.map((trial) => losses(trial.values, directions));
  return complete.filter((_, index) => !all.some((other) => dominates(other, all[index]!)));
}
