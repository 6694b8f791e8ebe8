import type { SweepResult } from "../sweep/sweep-result.js";
import { metricTexts, type MetricName } from "./metrics.js";
import { best, type SweepPoint } from "./sweep-points.js";
import { capitalised, counted, measuredText, nameText } from "./words.js";

/** One sentence: what was varied, the best value with its spread, the values it cannot be told from, what diverged. */
export function sweepSummary(result: SweepResult, points: readonly SweepPoint[], metric: MetricName): string {
  const names = result.names.map(nameText).join(" and ");
  const head = `${capitalised(metricTexts[metric].title)} for ${counted(points.length, "value")} of ${names}, ${counted(result.seeds.length, "seed")} each`;
  const optimum = best(points, metric);
  const parts = optimum ? [optimumText(optimum, metric), ...rivalsText(optimum, points)] : [];
  return `${head}: ${[...parts, divergedText(result, points), ...unfinishedText(result)].join("; ")}.`;
}

/** Which combination of values it is, in words. */
export const pointText = (point: SweepPoint): string =>
  point.series === "all" ? point.text : `${point.text} with ${point.series}`;

function optimumText(optimum: SweepPoint, metric: MetricName): string {
  const { median, low, high } = optimum.spread;
  const word = metricTexts[metric].better === "lower" ? "lowest" : "highest";
  const range = low === high ? "" : ` (${measuredText(low)} to ${measuredText(high)})`;
  return `${word} median ${measuredText(median)}${range} at ${pointText(optimum)}`;
}

/** A best-of-n is never shown bare: names the values whose seeds overlap with the best one's. */
function rivalsText(optimum: SweepPoint, points: readonly SweepPoint[]): string[] {
  const rivals = points.filter(
    ({ spread }) => spread.low <= optimum.spread.high && spread.high >= optimum.spread.low,
  );
  const others = rivals.filter(
    (point) => point !== optimum && point.spread.count > 1 && Number.isFinite(point.spread.median),
  );
  if (others.length === 0) return [];
  return [`its seeds overlap with those of ${others.map(pointText).join(", ")}`];
}

function divergedText(result: SweepResult, points: readonly SweepPoint[]): string {
  const diverged = points.filter((point) => point.diverged > 0);
  const count = diverged.reduce((sum, point) => sum + point.diverged, 0);
  if (count === 0) return "no run diverged";
  return `${count} of ${counted(result.runs.length, "run")} diverged (${diverged.map(pointText).join(", ")})`;
}

function unfinishedText(result: SweepResult): string[] {
  const missing = result.planned - result.runs.length;
  return missing > 0 ? [`${missing} of ${counted(result.planned, "planned run")} did not finish`] : [];
}
