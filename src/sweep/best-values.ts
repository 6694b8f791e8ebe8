import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { groupBy } from "./group-by.js";
import { median, validationLoss } from "./measure.js";
import type { SweepResult, SweepRun } from "./sweep-result.js";

/** One combination of values with all its runs, and how well they did. */
export interface CombinationScore {
  readonly values: Readonly<Partial<Hyperparameters>>;
  /** Median over the seeds of the validation loss at the kept epoch; Infinity where most runs diverged. */
  readonly medianLoss: number;
  /** The runs, one per seed. */
  readonly runs: readonly SweepRun[];
}

/**
 * The combination with the smallest median validation loss over its seeds. The median, because one lucky or one
 * diverged seed must not decide; the validation split, because the test split is for one last look.
 *
 * @param result a sweep with at least one run
 * @throws {RangeError} if the sweep has no runs (it was interrupted before any had finished an epoch)
 * @example
 * bestValues(result).values; // { learningRate: 0.01 }
 */
export function bestValues(result: SweepResult): CombinationScore {
  const [best] = rankedValues(result);
  if (!best)
    throw new RangeError(
      `Cannot choose the best values: the sweep has 0 of its ${result.planned} runs. Let it train at least one.`,
    );
  return best;
}

/**
 * All combinations of a sweep, the best first; equals stay in the sweep's order.
 *
 * @example
 * rankedValues(result).map(({ values, medianLoss }) => ({ ...values, medianLoss }));
 */
export function rankedValues(result: SweepResult): CombinationScore[] {
  return [...groupBy(result.runs, ({ values }) => JSON.stringify(values)).values()]
    .map((runs) => ({
      values: runs[0]!.values,
      medianLoss: median(runs.map(({ run }) => validationLoss(run))),
      runs,
    }))
    .sort((a, b) => (a.medianLoss < b.medianLoss ? -1 : a.medianLoss > b.medianLoss ? 1 : 0));
}
