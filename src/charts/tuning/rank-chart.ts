import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Chart } from "../chart.js";
import { chart } from "../layers/chart.js";
import type { Layer } from "../layers/layer.js";
import { points } from "../layers/marks.js";
import { palette } from "../theme.js";
import { counted, nameText, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import {
  bestTrial,
  checkStudyChart,
  parameters,
  paramsText,
  sideOf,
  someTrials,
  type Side,
  type Valued,
} from "./trials.js";

/**
 * Two parameters against each other, one point per trial, coloured by its rank: the blue ones are the best. Ranks show
 * where good trials are also where a few values are so large that a colour by value would show nothing else.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param x name of the parameter along the horizontal axis, numeric or categorical
 * @param y name of the parameter along the vertical axis
 * @param options title, which objective, and size in pixels
 * @returns the chart; its `summary` names the best trial
 * @throws {RangeError} if no complete trial has both parameters
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1) * trial.suggestInt("n", 1, 4), { trials: 8 });
 * rankChart(study, "x", "n");
 */
export function rankChart(study: StudyView, x: string, y: string, options: StudyChartOptions = {}): Chart {
  checkStudyChart("rankChart", options);
  const { objective = 0, width = 400, height = 300 } = options;
  const all = someTrials(study, "ranks", objective);
  const domains = new Map(parameters(all));
  const trials = all.filter(({ trial }) => Object.hasOwn(trial.params, x) && Object.hasOwn(trial.params, y));
  const [across, up] = [domains.get(x), domains.get(y)];
  if (trials.length === 0 || across === undefined || up === undefined) throw noneWithBoth(x, y, [...domains.keys()]); // prettier-ignore
  const sides = { x: sideOf(x, across), y: sideOf(y, up) };
  const best = bestTrial(study, objective);
  const title =
    options.title ?? `Ranks of the trials of ${study.name} over ${nameText(x)} and ${nameText(y)}`;
  return chart([rankLayer(ranked(trials, study.directions[objective] === "maximize"), x, y, sides)], {
    title,
    subtitle: "one point per trial, coloured by its rank: the bluer, the better",
    summary: `${title}: ${counted(trials.length, "complete trial")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`,
    width,
    height,
    x: sides.x.axis,
    y: sides.y.axis,
    zoom: false,
  });
}

function noneWithBoth(x: string, y: string, known: readonly string[]): RangeError {
  return new RangeError(
    `Cannot draw ranks over ${JSON.stringify(x)} and ${JSON.stringify(y)}: no complete trial has both. Name two of ` +
      `${known.join(", ")}, for example rankChart(study, "learningRate", "momentum").`,
  );
}

/** The trials, the best first, with the share of the others that are better: 0 for the best, 1 for the worst. */
function ranked(trials: readonly Valued[], maximize: boolean): (Valued & { readonly rank: number })[] {
  const sign = maximize ? -1 : 1;
  const sorted = [...trials].sort((a, b) => sign * (a.value - b.value));
  const first = new Map<number, number>();
  sorted.forEach(({ value }, place) => {
    if (!first.has(value)) first.set(value, place);
  });
  const last = Math.max(1, trials.length - 1);
  // The best at the front.
  return sorted.map((valued) => ({ ...valued, rank: first.get(valued.value)! / last })).reverse();
}

function rankLayer(
  trials: readonly (Valued & { readonly rank: number })[],
  x: string,
  y: string,
  sides: { readonly x: Side; readonly y: Side },
): Layer {
  const rows = trials.map(({ trial, value, rank }) => ({
    trial: trial.number,
    value,
    rank: Number(rank.toFixed(3)),
    across: sides.x.place(trial.params[x]!),
    up: sides.y.place(trial.params[y]!),
  }));
  const color = {
    field: "rank",
    type: "quantitative",
    scale: { domain: [0, 1], range: [palette[0], "#808080", palette[1]] },
    legend: { title: "Rank", values: [0, 1], labelExpr: "datum.value == 0 ? 'best' : 'worst'" },
  };
  const drawn = points(rows, {
    x: "across",
    y: "up",
    columns: { rank: "rank" },
    encoding: { color },
    style: { size: 44, clip: false },
    tooltip: { trial: "trial", value: "value", [nameText(x)]: "across", [nameText(y)]: "up" },
  });
  const { x: across, y: up } = { x: sides.x.categories, y: sides.y.categories };
  if (across === undefined && up === undefined) return drawn;
  return { ...drawn, categories: { ...(across && { x: across }), ...(up && { y: up }) } };
}
