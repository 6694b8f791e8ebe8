import { refusal } from "../options.js";
import { isFeasible } from "../trial/constraints.js";
import type { StudyView } from "../trial/trial-record.js";
import { losses } from "./best-trials.js";

/** How much a study had found after a trial. */
export interface HypervolumeStep {
  readonly trial: number;
  readonly hypervolume: number;
}

/**
 * How much of the space of objectives a study's trials dominate: the volume of all points that are worse than one of
 * them in every objective and better than the reference. One number for how good a Pareto front is; exact.
 *
 * @param study with any number of objectives
 * @param reference one value per objective, in its own unit and direction, worse than any value of interest
 * @returns the volume, 0 if no trial is better than the reference in every objective; trials that violate a constraint
 *   do not count
 * @throws {RangeError} if the reference is not one finite value per objective
 * @example
 * const study = await createStudy({ directions: ["minimize", "minimize"] });
 * study.tell(study.ask(), [0.5, 0.5]);
 * hypervolume(study, [1, 1]); // 0.25
 * @see While, Bradstreet and Barone, "A fast way of calculating exact hypervolumes", 2012 (WFG)
 */
export function hypervolume(study: StudyView, reference: readonly number[]): number {
  return hypervolumeHistory(study, reference).at(-1)?.hypervolume ?? 0;
}

/**
 * The hypervolume after each complete trial: how a search with several objectives improves. It never decreases.
 *
 * @param study with any number of objectives
 * @param reference one value per objective, as for {@link hypervolume}
 * @throws {RangeError} if the reference is not one finite value per objective
 * @example
 * const study = await createStudy({ directions: ["minimize", "minimize"] });
 * study.tell(study.ask(), [0.5, 0.5]);
 * study.tell(study.ask(), [0.25, 0.75]);
 * hypervolumeHistory(study, [1, 1])[1]!.hypervolume; // 0.3125
 */
export function hypervolumeHistory(study: StudyView, reference: readonly number[]): HypervolumeStep[] {
  const given: unknown = reference;
  const isRight =
    Array.isArray(given) && given.length === study.directions.length && given.every(Number.isFinite);
  if (!isRight)
    throw refusal(
      "measure a hypervolume",
      "reference",
      reference,
      `a list of ${study.directions.length} finite values`,
    );
  const corner = losses(reference, study.directions);
  const front: number[][] = [];
  let volume = 0;
  return study.trials
    .filter((trial) => trial.state === "complete" && isFeasible(trial))
    .map((trial) => {
      const point = losses(trial.values, study.directions);
      volume += exclusive(point, front, corner);
      front.push(point);
      return { trial: trial.number, hypervolume: volume };
    });
}

/**
 * The volume between points and a corner, smaller being better in every coordinate.
 *
 * @param points none of them NaN
 * @param corner finite
 */
export function dominatedVolume(points: readonly (readonly number[])[], corner: readonly number[]): number {
  // Best in the last coordinate first: the others then have little left to add.
  const sorted = [...points].sort((a, b) => a.at(-1)! - b.at(-1)!);
  return sorted.reduce((sum, point, place) => sum + exclusive(point, sorted.slice(0, place), corner), 0);
}

/** What a point adds to others: its own box less what they dominate of it, which is a smaller problem of the same kind. */
function exclusive(
  point: readonly number[],
  others: readonly (readonly number[])[],
  corner: readonly number[],
): number {
  const box = corner.reduce((volume, end, axis) => volume * Math.max(0, end - point[axis]!), 1);
  if (!(box > 0)) return 0; // also where one side is infinite and another has no length
  const inside = others
    .map((other) => other.map((value, axis) => Math.max(value, point[axis]!)))
    .filter((other) => other.every((value, axis) => value < corner[axis]!));
  if (inside.some((other) => other.every((value, axis) => value === point[axis]!))) return 0;
  if (inside.length === 0) return box;
  const covered = dominatedVolume(nonDominated(inside), corner);
  return covered === Number.POSITIVE_INFINITY ? 0 : box - covered;
}

/** The points that no other dominates, each once. */
function nonDominated(points: readonly (readonly number[])[]): (readonly number[])[] {
  let kept: (readonly number[])[] = [];
  for (const point of points) {
    if (kept.some((other) => other.every((value, axis) => value <= point[axis]!))) continue;
    kept = kept.filter((other) => !point.every((value, axis) => value <= other[axis]!));
    kept.push(point);
  }
  return kept;
}
