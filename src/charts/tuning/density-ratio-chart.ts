import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { TpeSurrogate } from "../../tuning/surrogate/tpe-surrogate.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { indexOfLargest } from "../../runtime/extent.js";
import { panels } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import type { Layers } from "../layers/layer.js";
import { area, line, points } from "../layers/marks.js";
import { rules } from "../layers/rules.js";
import type { PanelAxis } from "../layers/axes.js";
import { alarm, palette } from "../theme.js";
import { counted, numberText } from "../words.js";

/** Options for {@link densityRatioChart}. */
export interface DensityRatioChartOptions extends Size {
  readonly title?: string;
  readonly xTitle?: string;
  readonly scale?: "linear" | "log";
}

const good = "l: good trials";
const others = "g: the others";

/**
 * The two densities of a tree-structured Parzen estimator above, their ratio below: where the good trials lie, where the
 * others do, and where to try next.
 *
 * @param view both densities and their ratio over a range of x, as `tpeSurrogate` gives them
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` says where the ratio is greatest
 * @throws {RangeError} if there is no x
 * @example
 * const observed = [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => ({ x, y: (x - 0.4) ** 2 }));
 * densityRatioChart(tpeSurrogate(observed, { low: 0, high: 1 }));
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011
 */
export function densityRatioChart(view: TpeSurrogate, options: DensityRatioChartOptions = {}): Chart {
  checkOptionNames("call densityRatioChart", options, ["title", "xTitle", "scale", "width", "height"]);
  assertSome(view.x, "two densities");
  const { title = "Where good trials lie", xTitle = "Parameter", scale = "linear", width = 480 } = options;
  const next = indexOfLargest(view.ratio);
  const split = `${counted(view.observed.filter(({ isGood }) => isGood).length, "good trial")} of ${view.observed.length}`;
  const x: PanelAxis = { title: xTitle, scale, domain: [view.x[0]!, view.x.at(-1)!] };
  const y: PanelAxis = { zero: true, free: true, cut: false };
  const here = rules([{ x: view.x[next]! }], { color: alarm });
  return panels(
    [
      {
        layers: [...densityLayers(view), here],
        width,
        height: options.height ?? 170,
        x,
        y: { ...y, title: "Density" },
        series: { labels: [good, others], room: undefined },
      },
      { layers: [ratioLayer(view), here], width, height: 90, x, y: { ...y, title: "Ratio l / g" } },
    ],
    {
      title,
      subtitle:
        "lines: densities; marks below them: trials; dotted: the greatest ratio, where the next trial goes",
      summary: `${title}: ${split}; greatest ratio ${numberText(view.ratio[next]!)} at ${numberText(view.x[next]!)}.`,
      columns: 1,
      spacing: 16,
    },
  );
}

function densityLayers(view: TpeSurrogate): Layers {
  const lines = view.x.flatMap((x, index) => [
    { x, density: view.good[index]!, series: good },
    { x, density: view.others[index]!, series: others },
  ]);
  const trials = view.observed.map(({ x, y, isGood }) => ({
    x,
    objective: y,
    density: 0,
    series: isGood ? good : others,
  }));
  const place = { x: "x", y: "density", series: "series" } as const;
  const style = { size: 50, yOffset: -6, clip: false };
  const seen = { x: "x", objective: "objective", series: "series" } as const;
  const drawn = line(lines, { ...place, style: { clip: false }, tooltip: {} });
  return trials.length === 0
    ? [drawn]
    : [drawn, points(trials, { ...place, opacity: 0.8, style, tooltip: seen })];
}

function ratioLayer(view: TpeSurrogate) {
  const rows = view.x.map((x, index) => ({ x, ratio: view.ratio[index]! }));
  const style = { opacity: 0.35, line: { color: palette[2] } };
  return area(rows, { x: "x", y: "ratio", color: palette[2], style });
}
