import { createRequire } from "node:module";
import type { DataFrame } from "danfojs-node";
import "../tensorflow/prepare-process.js";
import { sweepRows } from "./rows.js";
import type { SweepResult } from "./sweep-result.js";

/**
 * A sweep as a danfo.js DataFrame, one row per run. danfo.js is loaded at the first call: it takes half a second that
 * nobody should wait for who wants no table.
 *
 * @param result a sweep with at least one run
 * @throws {RangeError} if the sweep has no runs, because a DataFrame without rows has no columns either
 * @example
 * toDataFrame(result).groupby(["learningRate"]).col(["valLoss"]).mean().print();
 */
export function toDataFrame(result: SweepResult): DataFrame {
  const rows = sweepRows(result);
  if (rows.length === 0)
    throw new RangeError(
      `Cannot make a table: the sweep has 0 of its ${result.planned} runs. Let it train at least one.`,
    );
  const danfo = createRequire(__filename)("danfojs-node") as typeof import("danfojs-node");
  return new danfo.DataFrame(rows);
}
