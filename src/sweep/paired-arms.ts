import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkVaried } from "./runs-by.js";
import type { SweepResult, SweepRun } from "./sweep-result.js";

/** Two runs that differ in one hyperparameter and in nothing else: same seed, so same first weights and batches. */
export interface Pair {
  readonly seed: number;
  readonly a: SweepRun;
  readonly b: SweepRun;
}

/**
 * Pairs up two arms of a sweep: each run with the value `a` beside the run with the value `b` that has the same seed
 * and the same other values. Differences within pairs are free of the luck that both have in common, so that a few
 * seeds are enough to see what the value does. A run whose partner is missing (an interrupt) is left out.
 *
 * @param result a sweep
 * @param name the hyperparameter that tells the arms apart
 * @param a the value of one arm
 * @param b the value of the other
 * @throws {RangeError} if the sweep did not vary `name`, or not with these values
 * @example
 * pairedArms(result, "batchNorm", false, true).map(({ a, b }) => b.run.history.at(-1)!.valLoss - a.run.history.at(-1)!.valLoss);
 */
export function pairedArms<Name extends keyof Hyperparameters>(
  result: SweepResult,
  name: Name,
  a: Hyperparameters[Name],
  b: Hyperparameters[Name],
): Pair[] {
  checkVaried(result, name);
  const [armA, armB] = [arm(result, name, a), arm(result, name, b)];
  return [...armA].flatMap(([twin, runA]) => {
    const runB = armB.get(twin);
    return runB ? [{ seed: runA.seed, a: runA, b: runB }] : [];
  });
}

/** The runs of one arm, by what they share with their twin of the other arm. */
function arm(result: SweepResult, name: keyof Hyperparameters, value: unknown): Map<string, SweepRun> {
  const runs = result.runs.filter(({ values }) => values[name] === value);
  if (runs.length === 0)
    throw new RangeError(
      `Cannot pair runs by ${name}: no run of the sweep has the value ${JSON.stringify(value)}. ` +
        `It has ${[...new Set(result.runs.map((run) => JSON.stringify(run.values[name])))].join(", ")}.`,
    );
  return new Map(
    runs.map((run) => [JSON.stringify([run.seed, { ...run.values, [name]: undefined }]), run] as const),
  );
}
