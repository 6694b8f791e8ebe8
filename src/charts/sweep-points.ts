import type { SweepResult, SweepRun } from "../sweep/sweep-result.js";
import { extentOf } from "../runtime/extent.js";
import { keptMetric, metricTexts, type MetricName } from "./metrics.js";
import { groupBy } from "../runtime/collections.js";
import { spread, type Spread } from "./spread.js";
import { nameText, valueText } from "./words.js";

/** One run as it is drawn. */
export interface SweepRow {
  readonly value: string | number;
  readonly text: string;
  readonly series: string;
  readonly seed: number;
  /** Where the dot is drawn: at the measured value, or at the worse edge if the run diverged. */
  readonly drawn: number;
  readonly measured: string | number;
  readonly diverged: boolean;
  readonly ending: string;
}

/** One combination of values: its runs and what they have in common. */
export interface SweepPoint {
  readonly values: SweepRun["values"];
  readonly value: string | number;
  readonly text: string;
  readonly series: string;
  /** Over all runs; one that diverged counts as the worst, so that the median is infinite where half of them did. */
  readonly spread: Spread;
  /** The same as it is drawn: infinite values are at the panel's worse edge. */
  readonly drawn: Spread;
  readonly diverged: number;
  readonly rows: readonly SweepRow[];
}

/** The runs of a sweep by combination of values, with every diverged run moved to the edge of the panel. */
export function sweepPoints(result: SweepResult, metric: MetricName): SweepPoint[] {
  const edge = worseEdge(
    result.runs.map((entry) => keptMetric(entry.run, metric)),
    metric,
  );
  const key = (entry: SweepRun): string => JSON.stringify(result.names.map((name) => entry.values[name]));
  return [...groupBy(result.runs, key).values()].map((entries) => point(result, entries, metric, edge));
}

function point(
  result: SweepResult,
  entries: readonly SweepRun[],
  metric: MetricName,
  edge: number,
): SweepPoint {
  const [first, second] = result.names;
  const raw = entries[0]!.values[first!];
  const value = typeof raw === "number" ? raw : valueText(raw);
  const series =
    second === undefined ? "all" : `${nameText(second)} ${valueText(entries[0]!.values[second])}`;
  const shared = { value, text: `${nameText(first!)} ${valueText(raw)}`, series };
  const measured = entries.map((entry) => keptMetric(entry.run, metric));
  const rows = entries.map((entry, index): SweepRow => {
    const number = measured[index]!;
    const finite = Number.isFinite(number);
    return {
      ...shared,
      seed: entry.seed,
      drawn: finite ? number : edge,
      measured: finite ? number : "not a number",
      diverged: !finite,
      ending: entry.run.ending,
    };
  });
  const isLower = metricTexts[metric].better === "lower";
  const all = spread(measured, isLower ? "high" : "low");
  const shown = (value: number): number => (Number.isFinite(value) ? value : edge);
  return {
    values: entries[0]!.values,
    ...shared,
    spread: all,
    drawn: { ...all, median: shown(all.median), low: shown(all.low), high: shown(all.high) },
    diverged: rows.filter((row) => row.diverged).length,
    rows,
  };
}

/** A little past the worst value measured: where runs without a number are drawn. */
function worseEdge(values: readonly number[], metric: MetricName): number {
  const [low, high] = extentOf(values);
  if (low > high) return metricTexts[metric].better === "lower" ? 1 : 0;
  const room = 0.08 * (high - low || Math.abs(high) || 1);
  return metricTexts[metric].better === "lower" ? high + room : Math.max(0, low - room);
}

/** The combination with the best median; undefined if half of the runs diverged everywhere. */
export function best(points: readonly SweepPoint[], metric: MetricName): SweepPoint | undefined {
  const sign = metricTexts[metric].better === "lower" ? 1 : -1;
  const settled = points.filter((candidate) => Number.isFinite(candidate.spread.median));
  return settled.toSorted((a, b) => sign * (a.spread.median - b.spread.median))[0];
}
