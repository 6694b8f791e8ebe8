import { keptRecord } from "../runtime/kept-record.js";
import type { RunRecord } from "../training/training-run.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { keptMetric } from "./metrics.js";
import { isRun, runGroups, type RunsInput } from "./run-groups.js";
import { scatterChart } from "./scatter-chart.js";
import { spread } from "./spread.js";
import { numberText } from "./words.js";

/** What can be chosen about {@link timeAgainstAccuracy}. */
export interface TimeAgainstAccuracyOptions extends Size {
  readonly title?: string;
}

/**
 * Seconds of training against validation accuracy, one point per run: what a better model costs.
 *
 * @param input runs, runs by name, or a sweep; runs that diverged have no accuracy and are left out
 * @throws {RangeError} if no run has an accuracy
 * @example
 * await show(timeAgainstAccuracy({ small: smallRuns, large: largeRuns }));
 */
export function timeAgainstAccuracy(input: RunsInput, options: TimeAgainstAccuracyOptions = {}): Chart {
  const rows = runGroups(input).flatMap((group) =>
    group.runs.filter(isRun).map((run) => ({
      series: group.label,
      seconds: trainingSeconds(run),
      accuracy: keptMetric(run, "valAccuracy"),
      seed: run.seed,
    })),
  );
  const usable = rows.filter((row) => Number.isFinite(row.accuracy));
  const parts = [...new Set(usable.map((row) => row.series))].map((series) => {
    const members = usable.filter((row) => row.series === series);
    const seconds = spread(members.map((row) => row.seconds)).median;
    const accuracy = spread(members.map((row) => row.accuracy)).median;
    return `${series}: ${numberText(accuracy)} after ${numberText(seconds)} s`;
  });
  const title = options.title ?? "Accuracy against training time";
  return scatterChart(rows, {
    title,
    x: { field: "seconds", title: "Training time", unit: "seconds" },
    y: { field: "accuracy", title: "Validation accuracy" },
    series: "series",
    details: ["seed"],
    summary: `${title} (medians): ${parts.join("; ")}.`,
    ...(options.width === undefined ? {} : { width: options.width }),
    ...(options.height === undefined ? {} : { height: options.height }),
  });
}

/** Seconds up to the epoch whose weights were kept. */
function trainingSeconds(run: RunRecord): number {
  return Number((keptRecord(run)?.seconds ?? run.seconds).toPrecision(4));
}
