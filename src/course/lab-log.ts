import { checkOptionNames } from "../runtime/nearest-name.js";
import { keptMetric } from "../charts/metrics.js";
import { spread } from "../charts/spread.js";
import { nameText, numberText, valueText } from "../charts/words.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { RunRecord } from "../training/training-run.js";
import type { Displayable } from "./mime-bundle.js";
import { summaryTable, type TableRow } from "./table.js";

/** One line of a lab log. */
export interface LabEntry {
  /** What is expected, and why: written before the runs. */
  readonly hypothesis: string;
  /** What was tried. */
  readonly values: Readonly<Partial<Hyperparameters>>;
  /** The result: one run per seed. */
  readonly runs: readonly RunRecord[];
  /** What was learned. */
  readonly learned: string;
}

/** A line as it is kept: in words, for a log must not keep the tensors of its runs alive. */
interface Line {
  readonly identity: string;
  readonly cells: TableRow;
}

/** Logs by name, oldest line first, for the life of the process: a notebook's kernel. */
const logs = new Map<string, readonly Line[]>();

/**
 * Writes a line into a lab log and returns the whole log as a table: hypothesis, values, result, what was learned.
 *
 * A cell that is run again with other values adds a line. The same values (with the same seeds) replace their own
 * line, so that what was learned can be filled in after the result is seen.
 *
 * @param name which log, for example `"digits by hand"`
 * @returns the log, oldest line first
 * @throws {RangeError} if the entry has no run
 * @example
 * const runs = [run];
 * await show(labLog("digits", { hypothesis: "0.1 is too low", values: { learningRate: 0.3 }, runs, learned: "it was" }));
 */
export function labLog(name: string, entry: LabEntry): Displayable {
  checkOptionNames("call labLog", entry, ["hypothesis", "values", "runs", "learned"]);
  if (entry.runs.length === 0)
    throw new RangeError(`Cannot log an attempt of ${name}: it has no run. Pass one run per seed.`);
  const before = logs.get(name) ?? [];
  const line = { identity: identity(entry), cells: cells(entry) };
  const place = before.findIndex((other) => other.identity === line.identity);
  const log = place < 0 ? [...before, line] : before.with(place, line);
  logs.set(name, log);
  const rows = log.map((each, index) => ({ attempt: index + 1, ...each.cells }));
  return summaryTable(rows, { caption: `Lab log: ${name}`, limit: rows.length });
}

function identity({ values, runs }: LabEntry): string {
  return JSON.stringify([Object.entries(values).sort(), runs.map(({ seed }) => seed)]);
}

function cells({ hypothesis, values, runs, learned }: LabEntry): TableRow {
  const tried = Object.entries(values).map(([name, value]) => `${nameText(name)} ${valueText(value)}`);
  return { hypothesis, values: tried.join(", "), "validation loss": resultText(runs), learned };
}

/** The median with lowest and highest; diverged runs are counted, not averaged. */
function resultText(runs: readonly RunRecord[]): string {
  const losses = runs.map((run) => keptMetric(run, "valLoss")).filter(Number.isFinite);
  const diverged = runs.length - losses.length;
  const lost = diverged > 0 ? [`${diverged} of ${runs.length} diverged`] : [];
  if (losses.length === 0) return lost.join("");
  const { median, low, high } = spread(losses);
  const extent = losses.length > 1 ? ` (${numberText(low)} to ${numberText(high)})` : "";
  return [`${numberText(median)}${extent}`, ...lost].join(", ");
}
