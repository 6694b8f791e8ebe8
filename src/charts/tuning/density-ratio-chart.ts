import type { TpeSurrogate } from "../../tuning/surrogate/tpe-surrogate.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose, type Size } from "../compose.js";
import { assertSome } from "../rows.js";
import { seriesColor, seriesDash, seriesShape } from "../series.js";
import { alarm, palette } from "../theme.js";
import { counted, numberText } from "../words.js";

/** What can be chosen about {@link densityRatioChart}. */
export interface DensityRatioChartOptions extends Size {
  readonly title?: string;
  readonly xTitle?: string;
  readonly scale?: "linear" | "log";
}

const good = "l: good trials";
const others = "g: the others";

/**
 * The two densities of a tree-structured Parzen estimator above, their ratio below: where good trials lie, where the
 * others do, and where to try next.
 *
 * @throws {RangeError} if there is no x
 * @example
 * await show(densityRatioChart(tpeSurrogate(observed, { low: 0, high: 1 })));
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011
 */
export function densityRatioChart(view: TpeSurrogate, options: DensityRatioChartOptions = {}): Chart {
  assertSome(view.x, "two densities");
  const next = view.ratio.indexOf(view.ratio.reduce((a, b) => Math.max(a, b)));
  const title = options.title ?? "Where good trials lie";
  const split = `${counted(view.observed.filter(({ isGood }) => isGood).length, "good trial")} of ${view.observed.length}`;
  const [first, last] = [view.x[0]!, view.x.at(-1)!];
  const axis = axisOf({
    field: "x",
    title: options.xTitle ?? "Parameter",
    scale: options.scale ?? "linear",
    domain: [first, last],
  });
  const x = quantitative(axis, [first, last]);
  const width = options.width ?? 480;
  return compose(
    {
      title,
      subtitle:
        "lines: densities; marks below them: trials; dotted: the greatest ratio, where the next one goes",
      summary: `${title}: ${split}; greatest ratio ${numberText(view.ratio[next]!)} at ${numberText(view.x[next]!)}.`,
    },
    {
      vconcat: [
        { width, height: options.height ?? 170, ...densityPanel(view, x, next) },
        { width, height: 90, ...ratioPanel(view, x, next) },
      ],
      spacing: 16,
    },
  );
}

function densityPanel(view: TpeSurrogate, x: VegaLiteSpec, next: number): VegaLiteSpec {
  const lines = view.x.flatMap((place, index) => [
    { x: tidy(place), density: tidy(view.good[index]!), series: good },
    { x: tidy(place), density: tidy(view.others[index]!), series: others },
  ]);
  const trials = view.observed.map(({ x: place, y, isGood }) => ({
    x: tidy(place),
    objective: tidy(y),
    density: 0,
    series: isGood ? good : others,
  }));
  const labels = [good, others];
  const y = quantitative(axisOf({ field: "density", title: "Density" }), [], { zero: true });
  const color = seriesColor(labels);
  return {
    layer: [
      {
        data: { values: lines },
        mark: { type: "line" },
        encoding: { x, y, color, strokeDash: seriesDash(labels) },
      },
      {
        data: { values: trials },
        mark: { type: "point", filled: true, size: 50, opacity: 0.8, yOffset: -6 },
        encoding: {
          x,
          y,
          color,
          shape: seriesShape(labels),
          tooltip: ["x", "objective", "series"].map((field) => ({ field })),
        },
      },
      nextRule(view, next, x),
    ],
  };
}

function ratioPanel(view: TpeSurrogate, x: VegaLiteSpec, next: number): VegaLiteSpec {
  const rows = view.x.map((place, index) => ({ x: tidy(place), ratio: tidy(view.ratio[index]!) }));
  const y = quantitative(axisOf({ field: "ratio", title: "Ratio l / g" }), [], { zero: true });
  const mark = { type: "area", color: palette[2], opacity: 0.35, line: { color: palette[2] } };
  return { data: { values: rows }, layer: [{ mark, encoding: { x, y } }, nextRule(view, next, x)] };
}

function nextRule(view: TpeSurrogate, next: number, x: VegaLiteSpec): VegaLiteSpec {
  return {
    data: { values: [{ x: tidy(view.x[next]!) }] },
    mark: { type: "rule", color: alarm, strokeDash: [2, 3], strokeWidth: 1.5 },
    encoding: { x },
  };
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}
