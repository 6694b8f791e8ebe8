import { keptMetric, metricOf } from "./metrics.js";
import type { RunGroup } from "./run-groups.js";
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
  const kept = spread(measured.map((run) => keptMetric(run, "valLoss")));
  const epochs = begun.reduce((most, run) => Math.max(most, run.history.length), 0);
  const range = kept.count > 1 ? ` (${measuredText(kept.low)} to ${measuredText(kept.high)})` : "";
  const loss = `validation loss from ${measuredText(first)} to ${measuredText(kept.median)}${range} in ${counted(epochs, "epoch")}`;
  return [loss, ...accuracyText(measured), ...lost].join(", ");
}

function accuracyText(runs: RunGroup["runs"]): string[] {
  const accuracies = runs.map((run) => keptMetric(run, "valAccuracy"));
  if (!accuracies.some(Number.isFinite)) return [];
  return [`validation accuracy ${measuredText(spread(accuracies, "low").median)}`];
}

function divergedText(group: RunGroup, count: number): string {
  if (group.runs.length > 1) return `${count} of ${group.runs.length} runs diverged`;
  const last = group.runs[0]?.history.at(-1);
  return last ? `diverged in epoch ${last.epoch}` : "diverged in its first epoch";
}
