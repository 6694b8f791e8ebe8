import { bandBetween } from "./band.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, legendPick, pickedOpacity, type Size } from "./compose.js";
import { curveRows, lossLimit, type CurveRow } from "./curve-rows.js";
import { curvesSummary } from "./curves-summary.js";
import type { MetricName } from "./metrics.js";
import { runGroups, type RunGroup, type RunsInput } from "./run-groups.js";
import { seriesColor, seriesShape } from "./series.js";
import { alarm } from "./theme.js";
import { counted } from "./words.js";

/** What can be chosen about {@link learningCurves}. */
export interface LearningCurvesOptions extends Size {
  readonly title?: string;
  /** How to read the chart; says what lines and bands are unless told otherwise. */
  readonly subtitle?: string;
  /** How many epochs the axis shows; as many as were trained unless told otherwise. */
  readonly epochs?: number;
  /** Earlier attempts, drawn fainter: what `remember` returns goes here or in place of the run. */
  readonly attempts?: readonly RunGroup[];
  /** `"log"` shows a loss that falls over several powers of ten. */
  readonly lossScale?: "linear" | "log";
}

/** A logarithmic axis has room for the way up of a run that diverges: four powers of ten above the settled ones. */
const logHeadroom = 1e4;

interface Panel {
  readonly title: string;
  readonly metrics: readonly MetricName[];
  readonly isLoss: boolean;
}

/**
 * Loss (and accuracy, or mean absolute error) against epochs: validation solid, training dashed.
 *
 * Runs that differ only in their seed become one line, their median, in a band from the lowest to the highest seed.
 * A diverged run goes to the upper edge and is marked there; it does not change the scale of the others.
 *
 * @param input a run, several runs, runs by name, a sweep, or remembered attempts
 * @returns the chart; its `summary` says how each line ends
 * @throws {RangeError} if there is no run
 * @example
 * await show(learningCurves({ "0.1": fast, "0.001": slow }));
 * @see Prechelt, "Early stopping — but when?", 1998, on reading training against validation loss
 */
export function learningCurves(input: RunsInput, options: LearningCurvesOptions = {}): Chart {
  const groups = [...runGroups(input), ...(options.attempts ?? [])];
  if (groups.every((group) => group.runs.length === 0)) {
    throw new RangeError("Cannot draw learning curves: there are no runs. Pass at least one.");
  }
  const panels = panelsOf(groups);
  const views = panels.map((panel, index) => panelView(panel, groups, options, index === 0));
  const caption = {
    title: options.title ?? "Learning curves",
    subtitle: options.subtitle ?? subtitle(groups),
    summary: curvesSummary(groups),
  };
  return compose(caption, { hconcat: views, spacing: 28, resolve: { scale: { y: "independent" } } });
}

function panelsOf(groups: readonly RunGroup[]): Panel[] {
  const loss: Panel = { title: "Loss", metrics: ["loss", "valLoss"], isLoss: true };
  const has = (metric: MetricName): boolean =>
    groups.some((group) =>
      group.runs.some((run) => run.history.some((record) => record[metric] !== undefined)),
    );
  if (has("valAccuracy"))
    return [loss, { title: "Accuracy", metrics: ["accuracy", "valAccuracy"], isLoss: false }];
  if (has("valMae"))
    return [loss, { title: "Mean absolute error", metrics: ["mae", "valMae"], isLoss: true }];
  return [loss];
}

function subtitle(groups: readonly RunGroup[]): string {
  const seeds = Math.max(...groups.map((group) => group.runs.length));
  const lines = "solid: validation, dashed: training";
  return seeds > 1 ? `${lines}; line: median of ${counted(seeds, "seed")}, band: lowest to highest` : lines;
}

function panelView(
  panel: Panel,
  groups: readonly RunGroup[],
  options: LearningCurvesOptions,
  first: boolean,
): VegaLiteSpec {
  const width = options.width ?? 300;
  const room = 2 * width; // one legend below both panels
  const log = panel.isLoss && options.lossScale === "log";
  const limit = panel.isLoss ? lossLimit(groups, panel.metrics) * (log ? logHeadroom : 1) : 1;
  const rows = panel.metrics.flatMap((metric) => curveRows(groups, metric, limit));
  const y = {
    field: "value",
    type: "quantitative",
    title: panel.title,
    scale: log
      ? { type: "log" }
      : { domain: panel.isLoss ? [0, limit] : shareDomain(rows), nice: false, zero: false },
    axis: { format: limit >= 1e5 ? "~e" : "~g", tickCount: 6 },
  };
  const x = epochAxis(rows, options.epochs ?? 1);
  return {
    data: { values: rows },
    width,
    height: options.height ?? 220,
    encoding: { x, color: seriesColor(labelsOf(groups), "series", room) },
    layer: [bandLayer(x, y), ...lineLayers(y, groups, first, room), beyondLayer(y)],
  };
}

function epochAxis(rows: readonly CurveRow[], epochs: number): VegaLiteSpec {
  const last = Math.max(epochs, ...rows.map((row) => row.epoch));
  return {
    field: "epoch",
    type: "quantitative",
    title: "Epoch",
    scale: { domain: [1, Math.max(2, last)], nice: false },
    axis: { values: epochTicks(last), format: "d" },
  };
}

/** At most ten whole epochs: 1, and multiples of 1, 2, 5, 10, 20, …. */
function epochTicks(last: number): number[] {
  const step = [1, 2, 5].flatMap((digit) => [1, 10, 100, 1000].map((power) => digit * power));
  const chosen = step.sort((a, b) => a - b).find((candidate) => last / candidate <= 10) ?? last;
  const multiples = Array.from({ length: Math.floor(last / chosen) }, (_, index) => (index + 1) * chosen);
  return chosen === 1 ? multiples : [1, ...multiples.filter((tick) => tick > last / 15)];
}

/** The tenths that hold all accuracies. */
function shareDomain(rows: readonly CurveRow[]): [number, number] {
  const low = Math.min(...rows.map((row) => row.low));
  const high = Math.max(...rows.map((row) => row.high));
  const from = Math.min(Math.floor(low * 10) / 10, 0.9);
  return [from, Math.max(Math.ceil(high * 10) / 10, from + 0.1)];
}

function bandLayer(x: VegaLiteSpec, y: VegaLiteSpec): VegaLiteSpec {
  return {
    transform: [{ filter: "datum.seeds > 1 && datum.split == 'validation'" }],
    mark: { type: "area" },
    encoding: { ...bandBetween(x, y), opacity: pickedOpacity(0.18) },
  };
}

function lineLayers(
  y: VegaLiteSpec,
  groups: readonly RunGroup[],
  first: boolean,
  room: number,
): VegaLiteSpec[] {
  const dash = {
    field: "split",
    type: "nominal",
    scale: {
      domain: ["validation", "training"],
      range: [
        [1, 0],
        [4, 4],
      ],
    },
    legend: null,
  };
  const line = {
    mark: { type: "line" },
    encoding: { y, strokeDash: dash, opacity: pickedOpacity(faintness), size: newestThicker },
    ...(first ? { params: [legendPick("series")] } : {}),
  };
  const points = {
    transform: [{ filter: "datum.split == 'validation' && datum.marked" }],
    mark: { type: "point", filled: true, size: 36 },
    encoding: {
      y,
      shape: seriesShape(labelsOf(groups), "series", room),
      opacity: pickedOpacity(faintness),
      tooltip,
    },
  };
  return [line, points];
}

const labelsOf = (groups: readonly RunGroup[]): string[] => groups.map((group) => group.label);

const faintness: VegaLiteSpec = {
  field: "age",
  type: "quantitative",
  scale: { domain: [0, 1, 4], range: [1, 0.55, 0.25], clamp: true },
  legend: null,
};

const newestThicker: VegaLiteSpec = { condition: { test: "datum.age == 0", value: 2.2 }, value: 1.4 };

const tooltip = [
  { field: "series", title: "run" },
  { field: "split", title: "measured on" },
  { field: "epoch", title: "epoch" },
  { field: "measured", title: "median" },
  { field: "low", title: "lowest" },
  { field: "high", title: "highest" },
  { field: "seeds", title: "seeds" },
];

/** Marks where a run left the panel for good, with the value that was measured in its tooltip. */
function beyondLayer(y: VegaLiteSpec): VegaLiteSpec {
  return {
    transform: [{ filter: "datum.left && datum.split == 'validation'" }],
    encoding: { y, color: { value: alarm }, tooltip },
    layer: [
      { mark: { type: "point", shape: "triangle-up", filled: true, size: 80, opacity: 1, yOffset: 3 } },
      {
        mark: { type: "text", align: "left", baseline: "top", dx: 8, fontWeight: "bold" },
        encoding: { text: { value: "diverged" } },
      },
    ],
  };
}
