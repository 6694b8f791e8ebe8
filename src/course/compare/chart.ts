import type { Chart, VegaLiteSpec } from "../../charts/chart.js";
import { panels, type PanelLayers } from "../../charts/layers/chart.js";
import { points } from "../../charts/layers/marks.js";
import { segments } from "../../charts/layers/rules.js";
import { metricTexts, type MetricName } from "../../charts/metrics.js";
import { textWidth } from "../../charts/text-width.js";
import { ink } from "../../charts/theme.js";
import { capitalised, counted, numberText } from "../../charts/words.js";
import { extentOf } from "../../runtime/extent.js";
import { meanInterval } from "../evidence/interval.js";
import { finalOf } from "../values.js";
import type { ComparePlan } from "./options.js";
import { chosenText, divergedCount, edgeText, judgedMetrics, type TunedArm } from "./tuned-arm.js";

/** The arms of a tuned comparison, one row each: every seed a dot, the mean a diamond with its 95 % interval. */
export function tunedChart(arms: readonly TunedArm[], plan: ComparePlan): Chart {
  const metrics = judgedMetrics(arms, plan).slice(0, 2);
  const caption = {
    title: capitalised(`${titleOf(arms)}, each tuned`),
    subtitle: [
      `Dots: ${counted(plan.seeds.length, "seed")}; diamond and line: mean and 95 % interval, on examples that chose nothing.`,
      ...(edgeText(arms) ? [`${edgeText(arms).slice(2)}.`] : []),
    ],
    summary: summaryOf(arms, metrics),
  };
  const labels = arms.map(labelOf);
  const list = metrics.map((metric, index) => panel(arms, metric, labels, index === 0));
  return panels(list, caption);
}

/** The names of few arms, the number of many. */
const titleOf = (arms: readonly TunedArm[]): string =>
  arms.length > 3 ? `${arms.length} arms` : arms.map(({ name }) => name).join(" against ");

/** An arm's name, with the values chosen for it and how its runs ended below. */
function labelOf(arm: TunedArm): string {
  const diverged = divergedCount(arm);
  const lost = diverged > 0 ? [`${diverged} of ${arm.runs.length} diverged`] : [];
  return [arm.name, chosenText(arm), ...lost].join("\n");
}

/** The seeds of every arm by one metric as dots, and below them the mean with its interval. */
function panel(
  arms: readonly TunedArm[],
  metric: MetricName,
  labels: readonly string[],
  isFirst: boolean,
): PanelLayers {
  const title = capitalised(metricTexts[metric].title);
  const told = { arm: "arm", [title]: "value" } as const;
  const below = { yOffset: 9 };
  const means = arms.flatMap((arm, index) => meanRows(arm, metric, labels[index]!));
  const interval = segments(means, { x: "low", x2: "high", y: "arm", style: { ...below, strokeWidth: 2.5 } });
  const layers = [
    points(dotRows(arms, metric, labels), {
      ...{ x: "value", y: "arm" },
      style: { size: 30 },
      opacity: 0.8,
      tooltip: { ...told, seed: "seed" },
    }),
    interval,
    points(means, {
      ...{ x: "value", y: "arm" },
      color: ink,
      style: { ...below, shape: "diamond", size: 90 },
      tooltip: { ...told, from: "low", to: "high" },
    }),
  ];
  // An arm whose runs all diverged has its place too.
  const categories = { y: { scale: { domain: labels } } };
  return {
    layers: layers.map((layer) => ({ ...layer, categories })),
    width: 230,
    height: 46 * arms.length,
    x: { title, axis: { tickCount: 5, labelFlush: false } },
    y: { title: "", axis: isFirst ? armAxis(labels) : null },
  };
}

/** Vega does not make room for the longer line of a label of two. */
function armAxis(labels: readonly string[]): VegaLiteSpec {
  const lines = labels.flatMap((label) => label.split("\n"));
  const [, widest] = extentOf(lines.map((line) => textWidth(line, 11)));
  const minExtent = Math.ceil(16 + 1.2 * widest);
  return { labelExpr: "split(datum.label, '\\n')", labelLimit: 320, minExtent, ticks: false, grid: false };
}

const tidy = (value: number): number => Number(value.toPrecision(5));

interface DotRow {
  readonly arm: string;
  readonly seed: number;
  readonly value: number;
}

const dotRows = (arms: readonly TunedArm[], metric: MetricName, labels: readonly string[]): DotRow[] =>
  arms
    .flatMap(({ runs }, index) =>
      runs.map((run) => ({ arm: labels[index]!, seed: run.seed, value: tidy(finalOf(run, metric)) })),
    )
    .filter(({ value }) => Number.isFinite(value));

interface MeanRow {
  readonly arm: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of an arm with its interval; nothing where a run diverged or there is only one. */
function meanRows(arm: TunedArm, metric: MetricName, label: string): MeanRow[] {
  const values = finalOf(arm.runs, metric);
  if (divergedCount(arm) > 0 || values.length < 2) return [];
  const { mean, low, high } = meanInterval(values);
  return [{ arm: label, value: tidy(mean), low: tidy(low), high: tidy(high) }];
}

function summaryOf(arms: readonly TunedArm[], metrics: readonly MetricName[]): string {
  const parts = arms.map((arm) => {
    const diverged = divergedCount(arm);
    const figures = metrics.map((metric) => {
      const values = finalOf(arm.runs, metric);
      if (diverged > 0 || values.length < 2) return `${counted(diverged, "run")} diverged`;
      const { mean, low, high } = meanInterval(values);
      return `${metricTexts[metric].title} ${numberText(mean)} (${numberText(low)} to ${numberText(high)})`;
    });
    return `${arm.name} with ${chosenText(arm)}: ${figures.join(", ")}`;
  });
  return `Means over ${counted(arms[0]!.runs.length, "seed")} with 95 % intervals. ${parts.join("; ")}${edgeText(arms)}.`;
}
