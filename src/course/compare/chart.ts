import type { Chart, VegaLiteSpec } from "../../charts/chart.js";
import { compose } from "../../charts/compose.js";
import { metricTexts, type MetricName } from "../../charts/metrics.js";
import { textWidth } from "../../charts/text-width.js";
import { ink, palette } from "../../charts/theme.js";
import { capitalised, counted, numberText } from "../../charts/words.js";
import { meanInterval } from "../evidence/interval.js";
import { finalOf } from "../values.js";
import type { ComparePlan } from "./options.js";
import { chosenText, divergedCount, edgeText, judgedMetrics, type TunedArm } from "./tuned-arm.js";

/** The arms of a tuned comparison, one row each: every seed a dot, the mean a diamond with its 95 % interval. */
export function tunedChart(arms: readonly TunedArm[], plan: ComparePlan): Chart {
  const metrics = judgedMetrics(arms, plan).slice(0, 2);
  const caption = {
    title: capitalised(`${arms.map(({ name }) => name).join(" against ")}, each tuned`),
    subtitle: [
      `Dots: ${counted(plan.seeds.length, "seed")}; diamond and line: mean and 95 % interval, on examples that chose nothing.`,
      ...(edgeText(arms) ? [`${edgeText(arms).slice(2)}.`] : []),
    ],
    summary: summaryOf(arms, metrics),
  };
  const labels = arms.map(labelOf);
  return compose(caption, {
    hconcat: metrics.map((metric, index) => panel(arms, metric, labels, index === 0)),
    spacing: 24,
  });
}

/** An arm's name, below it what was chosen for it and what became of its runs. */
function labelOf(arm: TunedArm): string {
  const diverged = divergedCount(arm);
  const lost = diverged > 0 ? [`${diverged} of ${arm.runs.length} diverged`] : [];
  return [arm.name, chosenText(arm), ...lost].join("\n");
}

function panel(
  arms: readonly TunedArm[],
  metric: MetricName,
  labels: readonly string[],
  isFirst: boolean,
): VegaLiteSpec {
  const tidy = (value: number): number => Number(value.toPrecision(5));
  const dots = arms.flatMap((arm, index) =>
    arm.runs.map((run) => ({ arm: labels[index], seed: run.seed, value: tidy(finalOf(run, metric)) })),
  );
  const means = arms.flatMap((arm, index) => {
    const values = finalOf(arm.runs, metric);
    if (divergedCount(arm) > 0 || values.length < 2) return [];
    const { mean, low, high } = meanInterval(values);
    return [{ arm: labels[index], value: tidy(mean), low: tidy(low), high: tidy(high) }];
  });
  // Vega does not make room for the longer line of a label of two.
  const extent =
    16 + 1.2 * Math.max(...labels.flatMap((label) => label.split("\n").map((line) => textWidth(line, 11))));
  const split = { labelExpr: "split(datum.label, '\\n')", labelLimit: 320, minExtent: Math.ceil(extent) };
  const axis = isFirst ? { ...split, ticks: false } : null;
  const y = { field: "arm", type: "nominal", sort: null, title: null, axis };
  const title = capitalised(metricTexts[metric].title);
  const x = { field: "value", type: "quantitative", title, scale: { zero: false }, axis: { tickCount: 5 } };
  const named = { field: "arm", title: "arm" };
  const tooltip = [named, { field: "value", title }];
  return {
    width: 230,
    height: { step: 46 },
    encoding: { y },
    layer: [
      {
        data: { values: dots.filter(({ value }) => Number.isFinite(value)) },
        mark: { type: "point", filled: true, size: 30, opacity: 0.8, color: palette[0] },
        encoding: { x, tooltip: [...tooltip, { field: "seed", title: "seed" }] },
      },
      {
        data: { values: means },
        mark: { type: "rule", strokeWidth: 2.5, color: ink, yOffset: 9 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" } },
      },
      {
        data: { values: means },
        mark: { type: "point", shape: "diamond", filled: true, size: 90, opacity: 1, color: ink, yOffset: 9 },
        encoding: {
          x,
          tooltip: [...tooltip, { field: "low", title: "from" }, { field: "high", title: "to" }],
        },
      },
    ],
  };
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
