import { keptMetric, metricOf } from "./metrics.js";
import type { RunGroup } from "./run-groups.js";
import { spread } from "./spread.js";
import { counted, numberText } from "./words.js";

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

function groupText(group: RunGroup): string {
  const diverged = group.runs.filter((run) => run.ending === "diverged");
  const settled = group.runs.filter((run) => run.ending !== "diverged" && run.history.length > 0);
  const lost = diverged.length > 0 ? [divergedText(group, diverged.length)] : [];
  if (settled.length === 0) return lost.length > 0 ? lost.join() : "no epoch was finished";
  const first = spread(settled.map((run) => metricOf(run.history[0]!, "valLoss"))).median;
  const kept = spread(settled.map((run) => keptMetric(run, "valLoss")));
  const epochs = Math.max(...settled.map((run) => run.history.length));
  const range = kept.count > 1 ? ` (${numberText(kept.low)} to ${numberText(kept.high)})` : "";
  const loss = `validation loss from ${numberText(first)} to ${numberText(kept.median)}${range} in ${counted(epochs, "epoch")}`;
  return [loss, ...accuracyText(settled), ...lost].join(", ");
}

function accuracyText(settled: RunGroup["runs"]): string[] {
  const accuracies = settled.map((run) => keptMetric(run, "valAccuracy")).filter(Number.isFinite);
  return accuracies.length > 0 ? [`validation accuracy ${numberText(spread(accuracies, "low").median)}`] : [];
}

function divergedText(group: RunGroup, count: number): string {
  if (group.runs.length > 1) return `${count} of ${group.runs.length} runs diverged`;
  const last = group.runs[0]?.history.at(-1);
  return last ? `diverged in epoch ${last.epoch}` : "diverged in its first epoch";
}
