import { checkStudyChart } from "./trials.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import type { Chart } from "../chart.js";
import { heightLayer, regionAbove, type Region } from "../contour.js";
import { chart } from "../layers/chart.js";
import { titleOf } from "../layers/columns.js";
import type { Layer } from "../layers/layer.js";
import { points } from "../layers/marks.js";
import type { PanelAxis } from "../layers/axes.js";
import { robustLimit } from "../limit.js";
import { ink, palette } from "../theme.js";
import { counted, nameText, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { bestOf, bestTrial, parameters, paramsText, position, someTrials, type Valued } from "./trials.js";

const samples = 40;
const heights = 8;

/**
 * Two parameters against each other, the plane coloured by the objective as the trials suggest it: bluer is better.
 *
 * Between the trials the objective is interpolated by inverse squared distance (Shepard); it is a visual guide, not a
 * model.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param x name of the parameter along the horizontal axis
 * @param y name of the parameter along the vertical axis
 * @param options title, which objective, and size in pixels
 * @returns the chart; its `summary` names the best trial
 * @throws {RangeError} if fewer than three complete trials have both, or one of them is categorical
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1) * trial.suggestFloat("y", 0, 1), { trials: 8 });
 * contourChart(study, "x", "y");
 * @see Shepard, "A two-dimensional interpolation function for irregularly-spaced data", 1968
 */
export function contourChart(study: StudyView, x: string, y: string, options: StudyChartOptions = {}): Chart {
  checkStudyChart("contourChart", options);
  const { trials, across, up } = plane(study, x, y, options.objective);
  const { width = 400, height = 320, objective = 0 } = options;
  const sign = study.directions[objective] === "maximize" ? 1 : -1;
  const regions = goodRegions(trials, [x, across], [y, up], sign, width, height);
  const best = bestOf(trials, study, objective);
  const reached = bestTrial(study, objective);
  const title = options.title ?? `The objective of ${study.name} over ${nameText(x)} and ${nameText(y)}`;
  return chart([heightLayer(regions, "objective"), ...trialLayers(trials, best, x, y)], {
    title,
    subtitle: "plane: interpolated between trials, bluer is better; points: trials, ring: the best",
    summary: `${title}: ${counted(trials.length, "complete trial")}; best ${numberText(reached.value)} with ${paramsText(reached.trial)}.`,
    width,
    height,
    x: sideAxis(x, across),
    y: sideAxis(y, up),
    zoom: false,
  });
}

/** The trials with a number for both parameters, and the domains of the two. */
function plane(
  study: StudyView,
  x: string,
  y: string,
  objective?: number,
): { readonly trials: readonly Valued[]; readonly across: Numeric; readonly up: Numeric } {
  const all = someTrials(study, "a contour", objective);
  const domains = new Map(parameters(all));
  const trials = all.filter(
    ({ trial }) => typeof trial.params[x] === "number" && typeof trial.params[y] === "number",
  );
  const [across, up] = [domains.get(x), domains.get(y)];
  const unknown = [x, y].filter((name) => !domains.has(name));
  if (unknown.length > 0)
    throw new RangeError(
      `Cannot draw a contour over the parameter ${unknown.map((name) => JSON.stringify(name)).join(" and ")}: the study has none of ` +
        `that name. Name two of ${[...domains.keys()].join(", ")}, for example contourChart(study, "learningRate", "momentum").`,
    );
  if (trials.length >= 3 && isNumeric(across) && isNumeric(up)) return { trials, across, up };
  throw new RangeError(
    `Cannot draw a contour over ${x} and ${y}: it takes three complete trials with a number for both, and there are ` +
      `${trials.length}. The parameters are ${[...domains.keys()].join(", ")}.`,
  );
}

const isNumeric = (domain: Domain | undefined): domain is Numeric =>
  domain !== undefined && domain.kind !== "categorical";

type Numeric = Exclude<Domain, { readonly kind: "categorical" }>;
type Side = readonly [string, Numeric];

function goodRegions(
  trials: readonly Valued[],
  [x, across]: Side,
  [y, up]: Side,
  sign: number,
  width: number,
  height: number,
): Region[] {
  const { limit } = robustLimit(trials.map(({ value }) => value));
  const known = trials.map(({ trial, value }) => ({
    u: position(across, trial.params[x]!),
    v: position(up, trial.params[y]!),
    goodness: sign * Math.min(value, limit),
  }));
  const at = (index: number): number => index / (samples - 1);
  const values = Array.from({ length: samples ** 2 }, (_, index) => {
    const [u, v] = [at(index % samples), at(Math.floor(index / samples))];
    const weights = known.map((point) => 1 / ((point.u - u) ** 2 + (point.v - v) ** 2 + 1e-4));
    const total = weights.reduce((sum, weight) => sum + weight);
    return known.reduce((sum, point, place) => sum + point.goodness * weights[place]!, 0) / total;
  });
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: heights }, (_, index) => {
    const threshold = sorted[Math.floor(((index + 0.5) / heights) * (sorted.length - 1))]!;
    const level = Number((sign * threshold).toPrecision(3));
    return regionAbove({ columns: samples, rows: samples, values }, threshold, width, height, { level });
  });
}

const sideAxis = (name: string, { low, high, log }: Numeric): PanelAxis => ({
  title: titleOf(name),
  scale: log ? "log" : "linear",
  domain: [low, high],
});

function trialLayers(trials: readonly Valued[], best: Valued, x: string, y: string): Layer[] {
  const row = ({ trial, value }: Valued) => ({
    trial: trial.number,
    value,
    across: trial.params[x]!,
    up: trial.params[y]!,
  });
  const place = {
    x: "across",
    y: "up",
    tooltip: { trial: "trial", value: "value", [nameText(x)]: "across", [nameText(y)]: "up" },
  } as const;
  const ring = { filled: false, size: 220, strokeWidth: 2, clip: false };
  return [
    points(trials.map(row), { ...place, color: palette[1], opacity: 0.7, style: { size: 30, clip: false } }),
    points([row(best)], { ...place, color: ink, style: ring }),
  ];
}
