import { metricTexts, type MetricName } from "../../charts/metrics.js";
import { counted, nameText, numberText, valueText } from "../../charts/words.js";
import type { SweepValues } from "../../sweep/plan.js";
import { meanInterval } from "../evidence/interval.js";
import type { Displayable } from "../mime-bundle.js";
import { summaryTable, type TableRow } from "../table.js";
import { finalOf, median } from "../values.js";
import type { ComparePlan } from "./options.js";
import { chosenText, divergedCount, edgeText, judgedMetrics, type TunedArm } from "./tuned-arm.js";

/** The table of a tuned comparison. */
export function tunedTable(
  arms: readonly TunedArm[],
  plan: ComparePlan,
  grid: SweepValues,
  sizes: { readonly tuning: number; readonly judging: number },
): Displayable {
  const metrics = judgedMetrics(arms, plan);
  const rows = arms.map((arm): TableRow => {
    const figures = metrics.map((metric): [string, string] => [
      metricTexts[metric].title,
      intervalOf(arm, metric),
    ]);
    const seconds = arm.seconds.length > 0 ? { seconds: secondsText(arm.seconds) } : {};
    return { arm: arm.name, tuned: chosenText(arm), ...Object.fromEntries(figures), ...seconds };
  });
  const own = arms
    .filter(({ name }) => name in plan.tuneAlso)
    .map((arm) => `; ${arm.name} besides over ${gridText(arm.grid, Object.keys(plan.tuneAlso[arm.name]!))}`);
  const byMean = plan.choose === "mean" ? " by their mean" : "";
  const caption =
    `Tuned alike over ${gridText(grid, Object.keys(grid))}${own.join("")} (${counted(plan.tuningSeeds.length, "seed")}${byMean}, ${sizes.tuning} examples); judged on ` +
    `${counted(plan.seeds.length, "other seed")} and ${sizes.judging} other examples: mean and 95 % interval${edgeText(arms)}`;
  return summaryTable(rows, { caption, limit: rows.length });
}

/** Some hyperparameters of a grid with their values. */
function gridText(grid: SweepValues, names: readonly string[]): string {
  const texts = Object.entries(grid)
    .filter(([name]) => names.includes(name))
    .map(([name, values]) => `${nameText(name)} ${values.map((value) => valueText(value)).join(", ")}`);
  return texts.join("; ");
}

function intervalOf(arm: TunedArm, metric: MetricName): string {
  const diverged = divergedCount(arm);
  if (diverged > 0) return `${diverged} of ${counted(arm.runs.length, "run")} diverged`;
  const values = finalOf(arm.runs, metric);
  if (values.length < 2) return numberText(values[0] ?? Number.NaN);
  const { mean, low, high } = meanInterval(values);
  return `${numberText(mean)} (${numberText(low)} to ${numberText(high)})`;
}

function secondsText(seconds: readonly number[]): string {
  return `${numberText(median(seconds), 2)} (${numberText(Math.min(...seconds), 2)} to ${numberText(Math.max(...seconds), 2)})`;
}
