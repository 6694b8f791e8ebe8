import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose } from "../compose.js";
import { heightLayer, regionAbove, type Region } from "../contour.js";
import { robustLimit } from "../limit.js";
import { ink, palette } from "../theme.js";
import { capitalised, counted, nameText, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { bestOf, parameters, paramsText, position, someTrials, type Valued } from "./trials.js";

const samples = 40;
const heights = 8;

/**
 * Two parameters against each other, the plane coloured by the objective as the trials suggest it: bluer is better.
 *
 * Between the trials the objective is interpolated by inverse squared distance (Shepard); it is a guide to the eye, no
 * model.
 *
 * @param x name of the parameter along the horizontal axis
 * @param y name of the parameter along the vertical axis
 * @throws {RangeError} if fewer than three complete trials have both, or one of them is categorical
 * @example
 * await show(contourChart(study, "learningRate", "momentum"));
 * @see Shepard, "A two-dimensional interpolation function for irregularly-spaced data", 1968
 */
export function contourChart(study: StudyView, x: string, y: string, options: StudyChartOptions = {}): Chart {
  const all = someTrials(study, "a contour", options.objective);
  const domains = new Map(parameters(all));
  const trials = all.filter(
    ({ trial }) => typeof trial.params[x] === "number" && typeof trial.params[y] === "number",
  );
  const [across, up] = [domains.get(x), domains.get(y)];
  if (
    trials.length < 3 ||
    across === undefined ||
    up === undefined ||
    across.kind === "categorical" ||
    up.kind === "categorical"
  ) {
    throw new RangeError(
      `Cannot draw a contour over ${x} and ${y}: it takes three complete trials with a number for both, there are ` +
        `${trials.length}. The parameters are ${[...domains.keys()].join(", ")}.`,
    );
  }
  const [width, height] = [options.width ?? 400, options.height ?? 320];
  const sign = study.directions[options.objective ?? 0] === "maximize" ? 1 : -1;
  const regions = goodRegions(trials, [x, across], [y, up], sign, width, height);
  const best = bestOf(trials, study, options.objective);
  const title = options.title ?? `The objective of ${study.name} over ${nameText(x)} and ${nameText(y)}`;
  const summary = `${title}: ${counted(trials.length, "complete trial")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`;
  return compose(
    {
      title,
      subtitle: "plane: interpolated between trials, bluer is better; points: trials, ring: the best",
      summary,
    },
    {
      width,
      height,
      layer: [heightLayer(regions, "objective"), ...trialLayers(trials, best, [x, across], [y, up])],
    },
  );
}

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

function trialLayers(trials: readonly Valued[], best: Valued, across: Side, up: Side): VegaLiteSpec[] {
  const row = ({ trial, value }: Valued): object => ({
    trial: trial.number,
    value,
    [across[0]]: trial.params[across[0]],
    [up[0]]: trial.params[up[0]],
  });
  const axis = ([field, { low, high, log }]: Side): VegaLiteSpec => {
    const choice = {
      field,
      title: capitalised(nameText(field)),
      scale: log ? "log" : "linear",
      domain: [low, high],
    } as const;
    return quantitative(axisOf(choice), [low, high]);
  };
  const encoding = {
    x: axis(across),
    y: axis(up),
    tooltip: ["trial", "value", across[0], up[0]].map((field) => ({ field })),
  };
  const ring = { type: "point", filled: false, size: 220, strokeWidth: 2, color: ink, opacity: 1 };
  return [
    {
      data: { values: trials.map(row) },
      mark: { type: "point", filled: true, size: 30, color: palette[1] },
      encoding,
    },
    { data: { values: [row(best)] }, mark: ring, encoding },
  ];
}
