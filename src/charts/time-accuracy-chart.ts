import { checkOptionNames } from "../runtime/nearest-name.js";
import { keptRecord } from "../runtime/kept-record.js";
import type { RunRecord } from "../training/training-run.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { keptMetric } from "./metrics.js";
import { isRun, runGroups, type RunsInput } from "./run-groups.js";
import { scatterChart } from "./scatter-chart.js";
import { groupBy } from "../runtime/collections.js";
import { spread } from "./spread.js";
import { measuredText, numberText } from "./words.js";

/** Options for {@link timeAccuracyChart}. */
export interface TimeAccuracyChartOptions extends Size {
  readonly title?: string;
}

/**
 * Seconds of training against validation accuracy, one point per run: what a better model costs.
 *
 * @param input runs, runs by name, or a sweep; runs that diverged have no point, and count as the worst in their median
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` gives the medians of each group
 * @throws {RangeError} if no run has an accuracy
 * @example
 * const digits = await loadDataset("digits");
 * const train3 = (units: number) => train(digits, { ...presets.baseline, units, epochs: 3 }, { seed: 1 });
 * timeAccuracyChart({ small: await train3(8), large: await train3(64) });
 */
export function timeAccuracyChart(input: RunsInput, options: TimeAccuracyChartOptions = {}): Chart {
  checkOptionNames("call timeAccuracyChart", options, ["title", "width", "height"]);
  const rows = runGroups(input).flatMap((group) =>
    group.runs.filter(isRun).map((run) => ({
      series: group.label,
      seconds: trainingSeconds(run),
      accuracy: keptMetric(run, "valAccuracy"),
      seed: run.seed,
    })),
  );
  const parts = [...groupBy(rows, (row) => row.series)].map(([series, members]) => {
    const { median: seconds } = spread(members.map((row) => row.seconds));
    const { median: accuracy } = spread(
      members.map((row) => row.accuracy),
      "low",
    );
    return `${series}: ${measuredText(accuracy)} after ${numberText(seconds)} s`;
  });
  const { title = "Accuracy against training time", ...size } = options;
  return scatterChart(rows, {
    ...size,
    title,
    x: { field: "seconds", title: "Training time", unit: "seconds" },
    y: { field: "accuracy", title: "Validation accuracy" },
    series: "series",
    details: ["seed"],
    summary: `${title} (medians): ${parts.join("; ")}.`,
  });
}

/** Seconds up to the epoch whose weights were kept. */
function trainingSeconds(run: RunRecord): number {
  return Number((keptRecord(run)?.seconds ?? run.seconds).toPrecision(4));
}
