import { extentOf } from "../runtime/extent.js";
import { keptMetric, metricOf, type MetricName } from "./metrics.js";
import type { CurveRun, RunGroup } from "./run-groups.js";
import { spread } from "./spread.js";
import { counted, measuredText } from "./words.js";

const mentioned = 6;

/** One sentence that says how each line of the learning curves ends. */
export function curvesSummary(groups: readonly RunGroup[]): string {
  const runs = groups.reduce((sum, group) => sum + group.runs.length, 0);
  const parts = groups.slice(0, mentioned).map((group) => {
    const said = groupText(group);
    return groups.length > 1 ? `${group.label}: ${said}` : said;
  });
  const more = groups.length > mentioned ? `; and ${counted(groups.length - mentioned, "more line")}` : "";
  return `Learning curves of ${counted(runs, "run")}: ${parts.join("; ")}${more}.`;
}

/** Medians and ranges are those of the chart: a run that diverged counts as the worst of its group. */
function groupText(group: RunGroup): string {
  const diverged = group.runs.filter((run) => run.ending === "diverged");
  const begun = group.runs.filter((run) => run.history.length > 0);
  const lost = diverged.length > 0 ? [divergedText(group, diverged.length)] : [];
  if (diverged.length === group.runs.length) return lost.join();
  if (begun.length === 0) return "no epoch was finished";
  const first = spread(begun.map((run) => metricOf(run.history[0]!, "valLoss"))).median;
  const measured = group.runs.filter((run) => run.history.length > 0 || run.ending === "diverged");
  const epochs = begun.reduce((most, run) => Math.max(most, run.history.length), 0);
  const ends = `to ${lossText(measured, lastMetric)} in ${counted(epochs, "epoch")}`;
  const loss = `validation loss from ${measuredText(first)} ${ends}`;
  return [loss, ...accuracyText(measured, lastMetric), ...keptText(measured), ...lost].join(", ");
}

type Measured = (run: CurveRun, metric: MetricName) => number;

/** The metric where the line ends; NaN if the run diverged. */
const lastMetric: Measured = (run, metric) =>
  run.ending === "diverged" ? Number.NaN : metricOf(run.history.at(-1)!, metric);

/** What the weights that were handed over do, where they are not those of the end of the line. */
function keptText(runs: readonly CurveRun[]): string[] {
  const restored = runs.filter(
    ({ ending, history, keptEpoch }) => ending !== "diverged" && keptEpoch < history.length,
  );
  if (restored.length === 0) return [];
  const [first, last] = extentOf(restored.map(({ keptEpoch }) => keptEpoch));
  const epochs = first === last ? `epoch ${first}` : `epochs ${first} to ${last}`;
  return [
    `weights kept from ${epochs}: validation loss ${lossText(runs, keptMetric)}`,
    ...accuracyText(runs, keptMetric),
  ];
}

function lossText(runs: readonly CurveRun[], measure: Measured): string {
  const { count, low, median, high } = spread(runs.map((run) => measure(run, "valLoss")));
  const range = count > 1 ? ` (${measuredText(low)} to ${measuredText(high)})` : "";
  return `${measuredText(median)}${range}`;
}

function accuracyText(runs: readonly CurveRun[], measure: Measured): string[] {
  const accuracies = runs.map((run) => measure(run, "valAccuracy"));
  if (!accuracies.some(Number.isFinite)) return [];
  return [`validation accuracy ${measuredText(spread(accuracies, "low").median)}`];
}

function divergedText(group: RunGroup, count: number): string {
  if (group.runs.length > 1) return `${count} of ${group.runs.length} runs diverged`;
  const last = group.runs[0]?.history.at(-1);
  return last ? `diverged in epoch ${last.epoch}` : "diverged in its first epoch";
}
