import { keptRecord } from "../runtime/kept-record.js";
import type { SweepResult } from "./sweep-result.js";

/** One run of a sweep as a row of a table. */
export type SweepRow = Readonly<Record<string, string | number | boolean>>;

// What the runs measured; accuracy and mae exclude each other, and the table has the columns its runs have.
const measured = ["loss", "accuracy", "mae", "valLoss", "valAccuracy", "valMae"] as const;

/**
 * A sweep as rows, one per run: the varied values, the seed, what was measured at the kept epoch, how the run ended.
 * Every row has the same columns; what a run does not have (it diverged in its first epoch) is NaN.
 *
 * @example
 * sweepRows(result)[0]; // { learningRate: 0.1, seed: 1, epochs: 20, loss: 0.2, …, ending: "complete", seconds: 0.8, cached: false }
 */
export function sweepRows(result: SweepResult): SweepRow[] {
  const kept = result.runs.map(({ run }) => keptRecord(run));
  const columns = measured.filter((name) => kept.some((record) => record?.[name] !== undefined));
  return result.runs.map(({ values, seed, run, cached }, index) => ({
    ...values,
    seed,
    epochs: run.history.length,
    ...Object.fromEntries(columns.map((name) => [name, kept[index]?.[name] ?? NaN])),
    ending: run.ending,
    seconds: run.seconds,
    cached,
  }));
}
