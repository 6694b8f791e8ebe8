import type { SweepResult } from "../sweep/sweep-result.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, legendPick, pickedOpacity, type Size } from "./compose.js";
import { metricTexts, type MetricName } from "./metrics.js";
import { best, sweepPoints, type SweepPoint } from "./sweep-points.js";
import { pointText, sweepSummary } from "./sweep-summary.js";
import { seriesColor, seriesShape } from "./series.js";
import { alarm, ink } from "./theme.js";
import { valueAxis } from "./value-axis.js";
import { capitalised, counted, nameText, numberText } from "./words.js";

/** What can be chosen about {@link sweepCurve}. */
export interface SweepCurveOptions extends Size {
  readonly title?: string;
  /** What is drawn, at the epoch whose weights each run kept; `"valLoss"` unless told otherwise. */
  readonly metric?: MetricName;
}

/**
 * What came of a sweep: every seed a dot, the medians joined by a line in a band from the lowest to the highest seed,
 * the best median marked. A numeric hyperparameter whose values are spaced by ratios gets a logarithmic axis. A
 * second hyperparameter becomes one line per value. Diverged runs stand at the panel's worse edge, marked and counted.
 *
 * @param result a sweep over one or two hyperparameters
 * @returns the chart; its `summary` names the best value with its spread over seeds
 * @throws {RangeError} if the sweep has no run or varies more than two hyperparameters
 * @example
 * await show(sweepCurve(await sweep(digits, presets.baseline, { learningRate: [0.001, 0.01, 0.1] }, { seeds: 5 })));
 */
export function sweepCurve(result: SweepResult, options: SweepCurveOptions = {}): Chart {
  assertDrawable(result);
  const metric = options.metric ?? "valLoss";
  const points = sweepPoints(result, metric);
  const name = nameText(result.names[0]!);
  const measure = metricTexts[metric].title;
  return compose(
    {
      title: options.title ?? `${capitalised(measure)} against ${name}`,
      subtitle: subtitle(result, points, metric),
      summary: sweepSummary(result, points, metric),
    },
    {
      data: { values: points.flatMap((point) => point.rows) },
      width: options.width ?? 480,
      height: options.height ?? 260,
      encoding: {
        x: valueAxis(
          points.map((point) => point.value),
          capitalised(name),
        ),
        color: seriesColor(seriesOf(points), "series", options.width),
      },
      layer: layers(points, capitalised(measure), metric, options.width),
    },
  );
}

function assertDrawable(result: SweepResult): void {
  const varied = result.names.length;
  if (result.runs.length === 0)
    throw new RangeError("Cannot draw a sweep curve: the sweep has no finished run.");
  if (varied < 1 || varied > 2) {
    throw new RangeError(
      `Cannot draw a sweep curve over ${varied} hyperparameters (${result.names.join(", ")}): it shows one or two. ` +
        "Fix the others, or draw the runs as a table.",
    );
  }
}

function subtitle(result: SweepResult, points: readonly SweepPoint[], metric: MetricName): string[] {
  const diverged = points.reduce((sum, point) => sum + point.diverged, 0);
  const seeds = counted(result.seeds.length, "seed");
  const read =
    result.seeds.length > 1 ? `dots: ${seeds}; line: their median; band: lowest to highest` : seeds;
  const optimum = best(points, metric);
  const marks = [
    ...(optimum ? [`◯ best median ${numberText(optimum.spread.median)} at ${pointText(optimum)}`] : []),
    ...(diverged > 0 ? [`▲ ${counted(diverged, "run")} diverged`] : []),
  ];
  return [read, marks.join("    ")];
}

const seriesOf = (points: readonly SweepPoint[]): string[] => [
  ...new Set(points.map((point) => point.series)),
];

function layers(
  points: readonly SweepPoint[],
  title: string,
  metric: MetricName,
  width?: number,
): VegaLiteSpec[] {
  const measured = points.some((point) => point.spread.count > 0);
  const axis = measured ? {} : { axis: { labels: false, grid: false } };
  const y = {
    field: "drawn",
    type: "quantitative",
    title,
    scale: { zero: false, nice: false, padding: 14 },
    ...axis,
  };
  const shape = seriesShape(seriesOf(points), "series", width);
  const dots = { type: "point", filled: true, size: 34 };
  return [
    ...middleLayers(y, typeof points[0]?.value === "number"),
    {
      transform: settled,
      mark: dots,
      encoding: { y, shape, opacity: pickedOpacity(0.55), tooltip },
    },
    divergedLayer(y, metric),
    ...optimumLayer(best(points, metric), y),
  ];
}

const settled = [{ filter: "!datum.diverged" }];

/** Median and extent: a line in a band along numbers; a tick on a bar for words, which have no in-between. */
function middleLayers(y: VegaLiteSpec, numeric: boolean): VegaLiteSpec[] {
  const extent = { y: { ...y, aggregate: "min", stack: null }, y2: { field: "drawn", aggregate: "max" } };
  return [
    {
      transform: settled,
      mark: numeric ? { type: "area" } : { type: "bar", width: 26 },
      encoding: { ...extent, opacity: pickedOpacity(0.16) },
    },
    {
      transform: settled,
      params: [legendPick("series")],
      mark: numeric ? { type: "line" } : { type: "tick", width: 26, thickness: 2.5 },
      encoding: { y: { ...y, aggregate: "median" }, opacity: pickedOpacity(1) },
    },
  ];
}

const tooltip = [
  { field: "series", title: "series" },
  { field: "text", title: "value" },
  { field: "seed", title: "seed" },
  { field: "measured", title: "measured" },
  { field: "ending", title: "ended" },
];

/** Diverged runs at the worse edge: the top for a loss, the bottom for an accuracy. */
function divergedLayer(y: VegaLiteSpec, metric: MetricName): VegaLiteSpec {
  const top = metricTexts[metric].better === "lower";
  return {
    transform: [{ filter: "datum.diverged" }],
    mark: { type: "point", shape: top ? "triangle-up" : "triangle-down", filled: true, size: 80, opacity: 1 },
    encoding: { y: { ...y, field: "drawn" }, color: { value: alarm }, tooltip },
  };
}

/** A ring around the best median; the subtitle says in words what it is. */
function optimumLayer(optimum: SweepPoint | undefined, y: VegaLiteSpec): VegaLiteSpec[] {
  if (!optimum) return [];
  const data = {
    values: [
      { value: optimum.value, drawn: Number(optimum.spread.median.toPrecision(4)), series: optimum.series },
    ],
  };
  const mark = { type: "point", shape: "circle", size: 240, strokeWidth: 2, filled: false, opacity: 1 };
  return [{ data, mark, encoding: { y, color: { value: ink } } }];
}
