import { keptMetric } from "../charts/metrics.js";
import { nameText } from "../charts/words.js";
import type { SweepResult } from "../sweep/sweep-result.js";
import type { Displayable } from "./mime-bundle.js";
import { summaryTable } from "./table.js";

/** Every run of a sweep as a row: for sweeps over more hyperparameters than a curve can show. */
export function sweepTable(result: SweepResult): Displayable {
  const rows = result.runs.map((entry) => ({
    ...Object.fromEntries(result.names.map((name) => [nameText(name), entry.values[name]])),
    seed: entry.seed,
    "validation loss": keptMetric(entry.run, "valLoss"),
    ending: entry.run.ending,
  }));
  const caption = `${result.runs.length} of ${result.planned} runs over ${result.names.map(nameText).join(", ")}`;
  return summaryTable(rows.length > 0 ? rows : [{ runs: "none finished" }], { caption });
}
