import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { TpeSurrogate } from "../../tuning/surrogate/tpe-surrogate.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { indexOfLargest } from "../../runtime/extent.js";
import { panels } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import type { Layer, Layers } from "../layers/layer.js";
import { area, line, points } from "../layers/marks.js";
import type { PanelAxis } from "../layers/axes.js";
import { palette } from "../theme.js";
import { counted, numberText } from "../words.js";
import { framed, nextRule, stepLabels, stepsText, viewsOf } from "./search-steps.js";

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
 * Several views of one search are stepped through with a slider below the chart; where there is no slider (GitHub, print)
 * the last one is shown.
 *
 * @param input both densities and their ratio over a range of x, as `tpeSurrogate` gives them, or those of successive steps
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` says where the ratio is greatest, at the last step
 * @throws {RangeError} if there is no view or no x
 * @example
 * const observed = [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => ({ x, y: (x - 0.4) ** 2 }));
 * densityRatioChart(tpeSurrogate(observed, { low: 0, high: 1 }));
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011
 */
export function densityRatioChart(
  input: TpeSurrogate | readonly TpeSurrogate[],
  options: DensityRatioChartOptions = {},
): Chart {
  checkOptionNames("call densityRatioChart", options, ["title", "xTitle", "scale", "width", "height"]);
  const views = viewsOf(input);
  assertSome(views, "two densities");
  for (const view of views) assertSome(view.x, "two densities");
  const { title = "Where good trials lie", xTitle = "Parameter", scale = "linear", width = 480 } = options;
  const last = views.at(-1)!;
  const x: PanelAxis = { title: xTitle, scale, domain: [last.x[0]!, last.x.at(-1)!] };
  const y: PanelAxis = { zero: true, free: true, cut: false };
  return panels(
    [
      {
        layers: [...densityLayers(views), nextTrial(views)],
        width,
        height: options.height ?? 170,
        x,
        y: { ...y, title: "Density" },
        series: { labels: [good, others], room: undefined },
      },
      {
        layers: [ratioLayer(views), nextTrial(views)],
        width,
        height: 90,
        x,
        y: { ...y, title: "Ratio l / g" },
      },
    ],
    {
      title,
      subtitle:
        "lines: densities; marks below them: trials; dotted: the greatest ratio, where the next trial goes",
      summary: `${title}: ${stepsText(views)}${viewText(last)}.`,
      columns: 1,
      spacing: 16,
      frames: stepLabels(views),
    },
  );
}

/** The place of the greatest ratio. */
const nextPlace = ({ ratio }: TpeSurrogate): number => indexOfLargest(ratio);

/** A line there, at each step. */
const nextTrial = (views: readonly TpeSurrogate[]): Layer =>
  nextRule(views.map((view) => view.x[nextPlace(view)]!));

function viewText(view: TpeSurrogate): string {
  const next = nextPlace(view);
  const split = `${counted(view.observed.filter(({ isGood }) => isGood).length, "good trial")} of ${view.observed.length}`;
  return `${split}; greatest ratio ${numberText(view.ratio[next]!)} at ${numberText(view.x[next]!)}`;
}

function densityLayers(views: readonly TpeSurrogate[]): Layers {
  const lines = views.flatMap((view, frame) =>
    view.x.flatMap((x, index) => [
      { frame, x, density: view.good[index]!, series: good },
      { frame, x, density: view.others[index]!, series: others },
    ]),
  );
  const trials = views.flatMap(({ observed }, frame) =>
    observed.map(({ x, y, isGood }) => ({
      frame,
      x,
      objective: y,
      density: 0,
      series: isGood ? good : others,
    })),
  );
  const place = { x: "x", y: "density", series: "series", ...framed(views) } as const;
  const style = { size: 50, yOffset: -6, clip: false };
  const seen = { x: "x", objective: "objective", series: "series" } as const;
  const drawn = line(lines, { ...place, style: { clip: false }, tooltip: {} });
  return trials.length === 0
    ? [drawn]
    : [drawn, points(trials, { ...place, opacity: 0.8, style, tooltip: seen })];
}

function ratioLayer(views: readonly TpeSurrogate[]) {
  const rows = views.flatMap((view, frame) =>
    view.x.map((x, index) => ({ frame, x, ratio: view.ratio[index]! })),
  );
  const style = { opacity: 0.35, line: { color: palette[2] } };
  return area(rows, { x: "x", y: "ratio", ...framed(views), color: palette[2], style });
}
