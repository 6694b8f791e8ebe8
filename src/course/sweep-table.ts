import { keptMetric } from "../charts/metrics.js";
import { nameText, valueText } from "../charts/words.js";
import type { SweepResult } from "../sweep/sweep-result.js";
import type { Displayable } from "./mime-bundle.js";
import { summaryTable } from "./table.js";

/** Every run of a sweep as a row: for sweeps over more hyperparameters than a curve can show. */
export function sweepTable(result: SweepResult): Displayable {
  const rows = result.runs.map((entry) => ({
    ...Object.fromEntries(result.names.map((name) => [nameText(name), shown(entry.values[name])])),
    seed: entry.seed,
    "validation loss": keptMetric(entry.run, "valLoss"),
    ending: entry.run.ending,
  }));
  const caption = `${result.runs.length} of ${result.planned} runs over ${result.names.map(nameText).join(", ")}`;
  return summaryTable(rows.length > 0 ? rows : [{ runs: "none finished" }], { caption });
}

/** A hyperparameter that is on or off says so; a plain yes or no would be the answer to a question. */
const shown = (value: unknown): unknown => (typeof value === "boolean" ? valueText(value) : value);
