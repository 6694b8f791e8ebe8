import { checkOptionNames } from "../runtime/nearest-name.js";
import type { SweepResult } from "../sweep/sweep-result.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import type { Size } from "./compose.js";
import { chart } from "./layers/chart.js";
import type { Layer } from "./layers/layer.js";
import { band, line, points as dots } from "./layers/marks.js";
import { metricTexts, type MetricName } from "./metrics.js";
import { best, sweepPoints, type SweepPoint, type SweepRow } from "./sweep-points.js";
import { pointText, sweepSummary } from "./sweep-summary.js";
import { alarm, ink } from "./theme.js";
import { valueAxis } from "./value-axis.js";
import { capitalised, counted, measuredText, nameText } from "./words.js";

/** Options for {@link sweepCurve}. */
export interface SweepCurveOptions extends Size {
  readonly title?: string;
  /** What is drawn, at the epoch whose weights each run kept; `"valLoss"` by default. */
  readonly metric?: MetricName;
}

/**
 * The result of a sweep: every seed a dot, the medians joined by a line in a band from the lowest to the highest seed,
 * the best median marked. A numeric hyperparameter whose values are spaced by ratios gets a logarithmic axis. A
 * second hyperparameter becomes one line per value. Runs that diverged are drawn at the panel's worse edge, marked and
 * counted; in medians and bands they count as the worst.
 *
 * @param result a sweep over one or two hyperparameters
 * @returns the chart; its `summary` names the best value with its spread over seeds
 * @throws {RangeError} if the sweep has no run or varies more than two hyperparameters
 * @example
 * const digits = await loadDataset("digits");
 * const rates = { learningRate: [0.001, 0.01, 0.1] };
 * sweepCurve(await sweep(digits, { ...presets.baseline, epochs: 2 }, rates, { seeds: 3 }));
 */
export function sweepCurve(result: SweepResult, options: SweepCurveOptions = {}): Chart {
  checkOptionNames("call sweepCurve", options, ["title", "metric", "width", "height"]);
  assertDrawable(result);
  const { metric = "valLoss", title, ...size } = options;
  const points = sweepPoints(result, metric);
  const name = nameText(result.names[0]!);
  const measure = capitalised(metricTexts[metric].title);
  const isMeasured = points.some((point) => point.rows.some((row) => !row.diverged));
  const values = points.map((point) => point.value);
  const middle = isMeasured ? middleLayers(points) : [];
  return chart([...middle, ...seedLayers(points, metric), ...optimumLayer(best(points, metric))], {
    ...size,
    title: title ?? `${measure} against ${name}`,
    subtitle: subtitle(result, points, metric),
    summary: sweepSummary(result, points, metric),
    x: { channel: valueAxis(values, capitalised(name)) },
    y: {
      title: measure,
      cut: false,
      channel: {
        type: "quantitative",
        scale: { zero: false, nice: false, padding: 14 },
        ...(isMeasured ? {} : { axis: { labels: false, grid: false } }),
      },
    },
    series: { labels: seriesOf(points), room: options.width },
    zoom: false,
  });
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
    ...(optimum ? [`◯ best median ${measuredText(optimum.spread.median)} at ${pointText(optimum)}`] : []),
    ...(diverged > 0 ? [`${divergedMark(metric).sign} ${counted(diverged, "run")} diverged`] : []),
  ];
  return [read, marks.join("    ")];
}

const seriesOf = (points: readonly SweepPoint[]): string[] => [
  ...new Set(points.map((point) => point.series)),
];

/** One row per combination: where its median and its range are drawn. */
interface MiddleRow {
  readonly value: string | number;
  readonly series: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const middleRow = ({ value, series, drawn: { median, low, high } }: SweepPoint): MiddleRow => ({
  value,
  series,
  median,
  low,
  high,
});

/** Median and range: a line in a band for numbers, a tick on a bar for words, which have nothing in between. */
function middleLayers(points: readonly SweepPoint[]): Layer[] {
  const rows = points.map(middleRow);
  const isNumeric = rows.every(({ value }) => typeof value === "number");
  const extent = band(rows, {
    x: "value",
    low: "low",
    high: "high",
    series: "series",
    style: { clip: false },
  });
  const style = isNumeric ? { clip: false } : { type: "tick", width: 26, thickness: 2.5 };
  const middle = line(rows, { x: "value", y: "median", series: "series", dashes: false, style, tooltip: {} });
  if (isNumeric) return [extent, middle];
  return [{ ...inWords(extent), mark: { type: "bar", width: 26 } }, inWords(middle)];
}

/** Words along x, one position each, in the order of the sweep. */
const inWords = (layer: Layer): Layer => ({ ...layer, categories: { x: {} } });

const tooltip = {
  series: "series",
  value: "text",
  seed: "seed",
  measured: "measured",
  ended: "ending",
} as const;

/** What marks a diverged run: a triangle that points to the worse edge, as the chart and as its words show it. */
const divergedMark = (metric: MetricName): { readonly sign: string; readonly shape: string } =>
  metricTexts[metric].better === "lower"
    ? { sign: "▲", shape: "triangle-up" }
    : { sign: "▼", shape: "triangle-down" };

/** A dot for each seed; those that diverged at the worse edge: the top for a loss, the bottom for an accuracy. */
function seedLayers(points: readonly SweepPoint[], metric: MetricName): Layer[] {
  const rows = points.flatMap((point) => point.rows);
  const edge = { shape: divergedMark(metric).shape, size: 80, opacity: 1, clip: false };
  const place = { x: "value", y: "drawn", tooltip } as const;
  const settled = rows.filter((row) => !row.diverged);
  const diverged = rows.filter((row) => row.diverged);
  return [
    ...some(settled, (kept) =>
      dots(kept, { ...place, series: "series", opacity: 0.55, style: { size: 34, clip: false } }),
    ),
    ...some(diverged, (lost) => dots(lost, { ...place, color: alarm, style: edge })),
  ];
}

const some = (rows: readonly SweepRow[], make: (rows: readonly SweepRow[]) => Layer): Layer[] =>
  rows.length === 0 ? [] : [make(rows)];

/** A ring around the best median; the subtitle says in words what it is. */
function optimumLayer(optimum: SweepPoint | undefined): Layer[] {
  if (!optimum) return [];
  const ring: VegaLiteSpec = {
    shape: "circle",
    size: 240,
    strokeWidth: 2,
    filled: false,
    opacity: 1,
    clip: false,
  };
  return [dots([middleRow(optimum)], { x: "value", y: "median", color: ink, style: ring, tooltip: {} })];
}
