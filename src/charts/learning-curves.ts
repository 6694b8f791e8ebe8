import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import type { Size } from "./compose.js";
import {
  curveRows,
  divergedRows,
  epochsDrawn,
  lossLimit,
  type CurveRow,
  type DivergedRow,
} from "./curve-rows.js";
import { curvesSummary } from "./curves-summary.js";
import { extentOf } from "../runtime/extent.js";
import { panels, type PanelLayers } from "./layers/chart.js";
import type { Layer } from "./layers/layer.js";
import { band, labels, line, points } from "./layers/marks.js";
import { grouped, pointsPerPoint, withNotes } from "./layers/notes.js";
import type { PanelAxis } from "./layers/axes.js";
import type { MetricName } from "./metrics.js";
import { runGroups, type RunGroup, type RunsInput } from "./run-groups.js";
import { textWidth } from "./text-width.js";
import { alarm, labelFontSize } from "./theme.js";
import { counted } from "./words.js";

/** Options for {@link learningCurves}. */
export interface LearningCurvesOptions extends Size {
  readonly title?: string;
  /** How to read the chart; by default it explains lines and bands. */
  readonly subtitle?: string;
  /** How many epochs the axis shows; as many as were trained by default. */
  readonly epochs?: number;
  /** Earlier attempts, drawn fainter: what `remember` returns goes here or in place of the run. */
  readonly attempts?: readonly RunGroup[];
  /** `"log"` suits a loss that falls by several powers of ten. */
  readonly lossScale?: "linear" | "log";
}

/** Between the numbers of an axis, in pixels; and how much wider than ours the widest of the usual fonts is. */
const labelGap = 4;
const widestFont = 1.2;
/** A logarithmic axis has room for a run that diverges: four powers of ten above the settled ones. */
const logHeadroom = 1e4;

interface PanelKind {
  readonly title: string;
  readonly metrics: readonly [MetricName, MetricName];
  readonly isLoss: boolean;
}

/**
 * Loss (and accuracy, or mean absolute error) against epochs: validation solid, training dashed.
 *
 * Runs that differ only in their seed become one line, their median, in a band from the lowest to the highest seed.
 * A run that diverged counts as the worst in every median and is marked where it ended; it does not change the scale of
 * the others.
 *
 * @param input a run, several runs, runs by name, a sweep, or remembered attempts
 * @returns the chart; its `summary` says how each line ends
 * @throws {RangeError} if there is no run
 * @example
 * const digits = await loadDataset("digits");
 * const run = await train(digits, { ...presets.baseline, epochs: 2 }, { seed: 1 });
 * learningCurves(run);
 * @see Prechelt, "Early stopping — but when?", 1998, on reading training against validation loss
 */
export function learningCurves(input: RunsInput, options: LearningCurvesOptions = {}): Chart {
  checkOptionNames("call learningCurves", options, [
    "title",
    "subtitle",
    "epochs",
    "attempts",
    "lossScale",
    "width",
    "height",
  ]);
  const groups = [...runGroups(input), ...(options.attempts ?? [])];
  if (groups.every((group) => group.runs.length === 0)) {
    throw new RangeError("Cannot draw learning curves: there are no runs. Pass at least one.");
  }
  const notes = thinnedNote(groups);
  return panels(
    panelsOf(groups).map((kind) => panelLayers(kind, groups, options)),
    {
      title: options.title ?? "Learning curves",
      subtitle: [options.subtitle ?? subtitle(groups), ...notes],
      summary: withNotes(curvesSummary(groups), notes),
      spacing: 28,
    },
  );
}

/** Says which epochs are not drawn, unless they are so few that the line looks the same. */
function thinnedNote(groups: readonly RunGroup[]): string[] {
  const drawn = epochsDrawn(groups.length);
  const most = groups.flatMap(({ runs }) => runs).reduce((top, run) => Math.max(top, run.history.length), 0);
  return most > pointsPerPoint * drawn ? [`${drawn} of ${grouped(most)} epochs drawn, evenly picked`] : [];
}

function panelsOf(groups: readonly RunGroup[]): PanelKind[] {
  const loss: PanelKind = { title: "Loss", metrics: ["loss", "valLoss"], isLoss: true };
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
  const [, seeds] = extentOf(groups.map((group) => group.runs.length));
  const lines = "solid: validation, dashed: training";
  return seeds > 1 ? `${lines}; line: median of ${counted(seeds, "seed")}, band: lowest to highest` : lines;
}

function panelLayers(
  kind: PanelKind,
  groups: readonly RunGroup[],
  options: LearningCurvesOptions,
): PanelLayers {
  const width = options.width ?? 300;
  const log = kind.isLoss && options.lossScale === "log";
  const limit = kind.isLoss ? lossLimit(groups, kind.metrics) * (log ? logHeadroom : 1) : 1;
  const rows = kind.metrics.flatMap((metric) => curveRows(groups, metric, limit));
  const validation = rows.filter(({ split }) => split === "validation");
  const diverged = kind.isLoss ? divergedRows(groups, kind.metrics[1], limit, validation) : [];
  const [, last] = extentOf([options.epochs ?? 1, ...rows.map((row) => row.epoch)]);
  const scale = log
    ? { type: "log" }
    : { domain: kind.isLoss ? [0, limit] : shareDomain(rows), nice: false, zero: false };
  const axis = { format: limit >= 1e5 ? "~e" : "~g", tickCount: 6 };
  return {
    layers: [spreadBand(validation), curves(rows), shapes(validation), divergedMarks(diverged, last)],
    x: epochAxis(last, width),
    y: { title: kind.title, cut: false, channel: { type: "quantitative", scale, axis } },
    // One legend below both panels.
    series: { labels: groups.map(({ label }) => label), room: 2 * width },
    width,
    height: options.height ?? 220,
  };
}

function epochAxis(last: number, width: number): PanelAxis {
  const scale = { domain: [1, Math.max(2, last)], nice: false };
  return {
    title: "Epoch",
    channel: { type: "quantitative", scale, axis: { values: epochTicks(last, width), format: "d" } },
  };
}

/** At most ten whole epochs whose numbers do not touch: 1, and multiples of 1, 2, 5, 10, 20, …. */
function epochTicks(last: number, width: number): number[] {
  const decade = 10 ** Math.max(0, Math.floor(Math.log10(last / 10)));
  const steps = [1, 2, 5, 10, 20, 50, 100].map((digit) => digit * decade);
  const fits = (step: number): boolean => last / step <= 10 && step <= last && labelsFit(step, last, width);
  const chosen = steps.find(fits) ?? last;
  const multiples = Array.from({ length: Math.floor(last / chosen) }, (_, index) => (index + 1) * chosen);
  return chosen === 1 ? multiples : [1, ...multiples.filter((tick) => tick > last / 15)];
}

/** Whether there is a gap between the numbers at these ticks; one at the end of the axis stands left of it, not below its middle. */
function labelsFit(step: number, last: number, width: number): boolean {
  const label = widestFont * textWidth(String(last), labelFontSize);
  const moved = last % step === 0 ? label / 2 : 0;
  return (width * step) / Math.max(1, last - 1) >= label + moved + labelGap;
}

/** The range in tenths that covers all accuracies. */
function shareDomain(rows: readonly CurveRow[]): [number, number] {
  const [low, high] = extentOf(rows.flatMap((row) => [row.low, row.high]));
  const from = Math.min(Math.floor(low * 10) / 10, 0.9);
  return [from, Math.max(Math.ceil(high * 10) / 10, from + 0.1)];
}

const place = { x: "epoch", y: "value", series: "series" } as const;

const tooltip = {
  run: "series",
  "measured on": "split",
  epoch: "epoch",
  median: "measured",
  lowest: "low",
  highest: "high",
  seeds: "seeds",
} as const;

function spreadBand(validation: readonly CurveRow[]): Layer[] {
  const several = validation.filter(({ seeds }) => seeds > 1);
  if (several.length === 0) return [];
  const style = { clip: false };
  return [band(several, { x: "epoch", low: "low", high: "high", series: "series", opacity: 0.18, style })];
}

/** Validation solid, training dashed; the newest attempt thicker, older ones fainter. */
function curves(rows: readonly CurveRow[]): Layer {
  const dashes = [
    [1, 0],
    [4, 4],
  ];
  const scale = { domain: ["validation", "training"], range: dashes };
  return line(rows, {
    ...place,
    dashes: false,
    columns: { split: "split", age: "age" },
    encoding: {
      strokeDash: { field: "split", type: "nominal", scale, legend: null },
      size: { condition: { test: "datum.age == 0", value: 2.2 }, value: 1.4 },
    },
    opacity: faintness,
    style: { clip: false },
    tooltip: {},
  });
}

function shapes(validation: readonly CurveRow[]): Layer[] {
  const marked = validation.filter((row) => row.marked);
  if (marked.length === 0) return [];
  const style = { size: 36, clip: false };
  return [points(marked, { ...place, columns: { age: "age" }, opacity: faintness, style, tooltip })];
}

const faintness: VegaLiteSpec = {
  field: "age",
  type: "quantitative",
  scale: { domain: [0, 1, 4], range: [1, 0.55, 0.25], clamp: true },
  legend: null,
};

/** A triangle where runs diverged; one label for those that are close together. */
function divergedMarks(rows: readonly DivergedRow[], last: number): Layer[] {
  if (rows.length === 0) return [];
  const near = (row: DivergedRow, other: DivergedRow): boolean =>
    Math.abs(row.epoch - other.epoch) <= 0.2 * last && row.value === other.value;
  const said = rows.filter((row, index) => !rows.slice(0, index).some((other) => near(row, other)));
  const texts = said.map((row) => {
    const alike = rows.every((other) => !near(row, other) || other.text === row.text);
    return { ...row, text: alike ? row.text : "diverged" };
  });
  const triangle = { shape: "triangle-up", size: 80, opacity: 1, yOffset: 3, clip: false };
  const word = { baseline: "top", dy: 3, fontWeight: "bold", fill: alarm };
  const isLate = (row: DivergedRow): boolean => row.epoch - 1 > 0.6 * (last - 1);
  const sides = [
    { rows: texts.filter((row) => !isLate(row)), align: "left", dx: 9 },
    { rows: texts.filter(isLate), align: "right", dx: -9 },
  ];
  const seen = { run: "series", "ended at epoch": "epoch", ending: "text" } as const;
  return [
    points(rows, { x: "epoch", y: "value", color: alarm, style: triangle, tooltip: seen }),
    ...sides
      .filter((side) => side.rows.length > 0)
      .map(({ rows: named, ...side }) =>
        labels(named, { x: "epoch", y: "value", text: "text", style: { ...word, ...side } }),
      ),
  ];
}
