import { extentOf } from "../runtime/extent.js";
import { thinned } from "./layers/columns.js";
import { metricOf, metricTexts, type MetricName } from "./metrics.js";
import type { CurveRun, RunGroup } from "./run-groups.js";
import { spread, type Spread } from "./spread.js";

/** One point of a learning curve: the median and range over a group's seeds at one epoch. */
export interface CurveRow {
  readonly series: string;
  readonly split: "training" | "validation";
  readonly epoch: number;
  /** The median as drawn: never past the panel's edge. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The median as measured, in words if it is not a number. */
  readonly measured: string | number;
  readonly seeds: number;
  readonly age: number;
  /** Whether the series' shape is drawn here; every epoch would be too crowded. */
  readonly marked: boolean;
}

/** Where runs of a group diverged, and how many. */
export interface DivergedRow {
  readonly series: string;
  readonly epoch: number;
  readonly value: number;
  readonly text: string;
}

interface Point extends Spread {
  readonly epoch: number;
}

const shapesPerLine = 10;

/** How many epochs of a group are drawn, given how many lines share the chart. */
export const epochsDrawn = (groups: number): number => Math.max(40, Math.ceil(200 / groups));

const splitOf = (metric: MetricName): CurveRow["split"] =>
  metric.startsWith("val") ? "validation" : "training";

const isLower = (metric: MetricName): boolean => metricTexts[metric].better === "lower";

/** A value as it is drawn: at the edge if it is beyond `limit` or not a number. */
const inside = (value: number, metric: MetricName, limit: number): number =>
  isLower(metric) ? Math.min(value, limit) : Math.max(value, 0);

/** The rows of one metric; values that are beyond `limit` or not numbers are drawn at the limit. */
export function curveRows(groups: readonly RunGroup[], metric: MetricName, limit: number): CurveRow[] {
  return groups.flatMap((group) => {
    const points = pointsOf(group, metric, epochsDrawn(groups.length));
    const kept = keptPoints(group, points, metric, limit);
    const stride = Math.ceil(points.length / shapesPerLine);
    return kept.map((point, index) => ({
      series: group.label,
      split: splitOf(metric),
      epoch: point.epoch,
      value: inside(point.median, metric, limit),
      low: inside(point.low, metric, limit),
      high: inside(point.high, metric, limit),
      measured: Number.isFinite(point.median) ? point.median : "not a number",
      seeds: point.count,
      age: group.age,
      marked: !(isLower(metric) && point.median > limit) && (points.length - 1 - index) % stride === 0,
    }));
  });
}

/** The median and the range at every epoch that is drawn. */
function pointsOf(group: RunGroup, metric: MetricName, most: number): Point[] {
  const worst = isLower(metric) ? "high" : "low";
  return thinned(epochsOf(group.runs), most).map((epoch) => {
    const values = group.runs.flatMap((run) => measuredAt(run, epoch, metric));
    return { epoch, ...spread(values, worst) };
  });
}

/** A line that leaves the panel for good ends there; one whose runs diverged ends where they did. */
function keptPoints(
  group: RunGroup,
  points: readonly Point[],
  metric: MetricName,
  limit: number,
): readonly Point[] {
  if (!isLower(metric)) return points;
  const last = points.findLastIndex(({ median }) => median <= limit) + 2;
  if (!group.runs.some(hasDiverged)) return points.slice(0, last);
  const lost = points.findIndex(({ median }) => median === Infinity);
  return lost < 0 ? points : points.slice(0, Math.max(last, lost + 1));
}

/** One mark for each group with runs that diverged: at the end of its line, or at the edge if only a few did. */
export function divergedRows(
  groups: readonly RunGroup[],
  metric: MetricName,
  limit: number,
  rows: readonly CurveRow[],
): DivergedRow[] {
  return groups.flatMap((group) => {
    const diverged = group.runs.filter(hasDiverged);
    if (diverged.length === 0) return [];
    const end = rows.findLast((row) => row.series === group.label && row.split === splitOf(metric));
    const isMost = 2 * diverged.length >= group.runs.length;
    const [epoch] = extentOf(diverged.map((run) => run.history.at(-1)?.epoch ?? 1));
    const text =
      diverged.length === group.runs.length
        ? "diverged"
        : `${diverged.length} of ${group.runs.length} diverged`;
    return [
      {
        series: group.label,
        text,
        ...(isMost && end ? { epoch: end.epoch, value: end.value } : { epoch, value: limit }),
      },
    ];
  });
}

const hasDiverged = (run: CurveRun): boolean => run.ending === "diverged";

/** Every epoch that was measured; the first one if all runs diverged before they finished it. */
function epochsOf(runs: readonly CurveRun[]): number[] {
  const epochs = new Set(runs.flatMap((run) => run.history.map((record) => record.epoch)));
  if (runs.some((run) => hasDiverged(run) && run.history.length === 0)) epochs.add(1);
  return [...epochs].sort((a, b) => a - b);
}

/** After its last epoch a diverged run counts in the median as the worst value; any other run that ended drops out. */
function measuredAt(run: CurveRun, epoch: number, metric: MetricName): number[] {
  const record = run.history.find((candidate) => candidate.epoch === epoch);
  if (record) return [metricOf(record, metric)];
  return hasDiverged(run) ? [Number.NaN] : [];
}

/**
 * The largest loss worth drawing: three times the median of the settled runs' peaks, so that one run that explodes
 * to 1e30 does not flatten the others. With no settled run, ten times the smallest loss.
 */
export function lossLimit(groups: readonly RunGroup[], metrics: readonly MetricName[]): number {
  const runs = groups.flatMap((group) => group.runs);
  const extents = (of: readonly CurveRun[]): [number, number][] =>
    of.map((run) => extentOf(valuesOf(run, metrics)));
  const peaks = extents(runs.filter((run) => !hasDiverged(run)))
    .map(([, high]) => high)
    .filter(Number.isFinite);
  if (peaks.length > 0) return Math.min(3 * spread(peaks).median, extentOf(peaks)[1]) * 1.05;
  const [smallest] = extentOf(extents(runs).map(([low]) => low));
  return Number.isFinite(smallest) ? Math.max(10 * smallest, 1e-12) : 1;
}

function valuesOf(run: CurveRun, metrics: readonly MetricName[]): number[] {
  return run.history.flatMap((record) => metrics.map((metric) => metricOf(record, metric)));
}
