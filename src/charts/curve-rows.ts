import { metricOf, metricTexts, type MetricName } from "./metrics.js";
import type { CurveRun, RunGroup } from "./run-groups.js";
import { thinned } from "./rows.js";
import { spread } from "./spread.js";

/** One point of a learning curve: the middle and extent over a group's seeds at one epoch. */
export interface CurveRow {
  readonly series: string;
  readonly split: "training" | "validation";
  readonly epoch: number;
  /** The median as drawn: never past the panel's edge. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The median as measured, in words where it was no number. */
  readonly measured: string | number;
  readonly seeds: number;
  readonly age: number;
  /** Whether the line leaves the panel here and does not come back. */
  readonly left?: true;
  /** Whether the series' shape is drawn here; every epoch would be too crowded. */
  readonly marked?: true;
}

const shapesPerLine = 10;

const splitOf = (metric: MetricName): CurveRow["split"] =>
  metric.startsWith("val") ? "validation" : "training";

/** The rows of one metric; values beyond `limit` (and those that are no number) are drawn at the limit. */
export function curveRows(groups: readonly RunGroup[], metric: MetricName, limit: number): CurveRow[] {
  const worst = metricTexts[metric].better === "lower" ? "high" : "low";
  const shown = (value: number): number =>
    rounded(worst === "high" ? Math.min(value, limit) : Math.max(value, 0));
  return groups.flatMap((group) => {
    const points = thinned(epochsOf(group.runs), Math.max(40, Math.ceil(200 / groups.length))).map(
      (epoch) => ({
        epoch,
        ...spread(
          group.runs.flatMap((run) => measuredAt(run, epoch, metric)),
          worst,
        ),
      }),
    );
    const lastInside = points.findLastIndex((point) => point.median <= limit || worst === "low");
    const stride = Math.ceil(points.length / shapesPerLine);
    return points.slice(0, lastInside + 2).map((point, index) => ({
      series: group.label,
      split: splitOf(metric),
      epoch: point.epoch,
      value: shown(point.median),
      low: shown(point.low),
      high: shown(point.high),
      measured: Number.isFinite(point.median) ? rounded(point.median) : "not a number",
      seeds: point.count,
      age: group.age,
      ...(index > lastInside ? { left: true as const } : {}),
      ...(index <= lastInside && (points.length - 1 - index) % stride === 0 ? { marked: true as const } : {}),
    }));
  });
}

/** Every epoch that was measured; the first one for runs that diverged before they finished it. */
function epochsOf(runs: readonly CurveRun[]): number[] {
  const epochs = new Set(runs.flatMap((run) => run.history.map((record) => record.epoch)));
  if (runs.some((run) => run.ending === "diverged" && run.history.length === 0)) epochs.add(1);
  return [...epochs].sort((a, b) => a - b);
}

/** A diverged run stays in the middle as the worst value after its last epoch; any other run that ended drops out. */
function measuredAt(run: CurveRun, epoch: number, metric: MetricName): number[] {
  const record = run.history.find((candidate) => candidate.epoch === epoch);
  if (record) return [metricOf(record, metric)];
  return run.ending === "diverged" ? [Number.NaN] : [];
}

/**
 * The largest loss worth drawing: three times the median of the settled runs' peaks, so that one run that explodes
 * to 1e30 does not flatten the others. With no settled run, ten times the smallest loss there is.
 */
export function lossLimit(groups: readonly RunGroup[], metrics: readonly MetricName[]): number {
  const runs = groups.flatMap((group) => group.runs);
  const settled = runs.filter((run) => run.ending !== "diverged");
  const peaks = settled.map((run) => Math.max(...finiteValues(run, metrics)));
  const finitePeaks = peaks.filter(Number.isFinite);
  if (finitePeaks.length > 0)
    return Math.min(3 * spread(finitePeaks).median, Math.max(...finitePeaks)) * 1.05;
  const smallest = Math.min(...runs.flatMap((run) => finiteValues(run, metrics)));
  return Number.isFinite(smallest) ? Math.max(10 * smallest, 1e-12) : 1;
}

function finiteValues(run: CurveRun, metrics: readonly MetricName[]): number[] {
  return run.history
    .flatMap((record) => metrics.map((metric) => metricOf(record, metric)))
    .filter(Number.isFinite);
}

/** Four digits are more than a screen shows, and keep a notebook small. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
