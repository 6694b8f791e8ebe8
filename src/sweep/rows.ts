import type { SweepResult } from "./sweep-result.js";
import { createRequire } from "node:module";
import type { DataFrame } from "danfojs-node";
import "../tensorflow/prepare-process.js";
import { requireInstalled } from "../runtime/optional-package.js";
import { keptRecord } from "../runtime/kept-record.js";

/** One run of a sweep as a row of a table. */
export type SweepRow = Readonly<Record<string, string | number | boolean>>;

// The metrics of the runs; a run has either accuracy or mae, and the table has the columns of its runs.
const measured = ["loss", "accuracy", "mae", "valLoss", "valAccuracy", "valMae"] as const;

/**
 * A sweep as rows, one per run: the varied values, the seed, what was measured at the kept epoch, how the run ended.
 * Every row has the same columns; what a run does not have (it diverged in its first epoch) is NaN. `seconds` is the time of the
 * whole fleet that the run was trained in, so runs trained together have the same and are not to be added up; of a run from
 * the cache (`cached: true`) it is the time its first training took.
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

/**
 * A sweep as a danfo.js DataFrame, one row per run. danfo.js, which takes half a second to load, is loaded on the first
 * call.
 *
 * @param result a sweep with at least one run
 * @throws {RangeError} if the sweep has no runs, because a DataFrame without rows has no columns either
 * @throws {Error} if danfojs-node, which does not come with tunebook, is not installed
 * @example
 * toDataFrame(result).groupby(["learningRate"]).col(["valLoss"]).mean().print();
 */
export function toDataFrame(result: SweepResult): DataFrame {
  const rows = sweepRows(result);
  if (rows.length === 0)
    throw new RangeError(
      `Cannot make a table: the sweep finished 0 of its ${result.planned} runs. Let it train at least one.`,
    );
  return dataFrame(rows);
}

/** Rows that have the same columns, at least one, as a danfo.js DataFrame. */
export function dataFrame(rows: readonly Readonly<Record<string, string | number | boolean>>[]): DataFrame {
  requireInstalled(["danfojs-node"], "make a DataFrame");
  const danfo = createRequire(__filename)("danfojs-node") as typeof import("danfojs-node");
  return new danfo.DataFrame([...rows]);
}
