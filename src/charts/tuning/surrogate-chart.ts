import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { indexOfLargest } from "../../runtime/extent.js";
import { panels } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import type { Layer, Layers } from "../layers/layer.js";
import { area, band, line, points } from "../layers/marks.js";
import type { PanelAxis } from "../layers/axes.js";
import { ink, palette } from "../theme.js";
import { capitalised, counted, numberText } from "../words.js";
import { framed, nextRule, stepLabels, stepsText, viewsOf } from "./search-steps.js";

/** A surrogate model of an objective of one parameter. */
export interface SurrogateView {
  /** The points at which the model is evaluated. */
  readonly x: readonly number[];
  /** The expected value at each x, and its standard deviation. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** How promising a trial at each x is (acquisition function). */
  readonly acquisition: readonly number[];
  /** What was measured so far. */
  readonly observed: readonly { readonly x: number; readonly y: number }[];
  /** The objective itself, where it is known. */
  readonly truth?: readonly number[];
}

/** Options for {@link surrogateChart}. */
export interface SurrogateChartOptions extends Size {
  readonly title?: string;
  readonly xTitle?: string;
  readonly yTitle?: string;
  readonly acquisitionTitle?: string;
  readonly scale?: "linear" | "log";
}

/**
 * A surrogate model above, its acquisition function below: what it predicts, how certain it is, and where to try next.
 *
 * Several views of one search are stepped through with a slider below the chart; where there is no slider (GitHub,
 * print) the last one is shown.
 *
 * @param input one view, or the views of successive steps, over the same x
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` says where the next trial goes and what is expected there
 * @throws {RangeError} if there is no view or no x, or the lists differ in length
 * @example
 * const observed = [0.1, 0.4, 0.8].map((x) => ({ x, y: (x - 0.5) ** 2 }));
 * surrogateChart(gpSurrogate(observed, { low: 0, high: 1 }));
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 */
export function surrogateChart(
  input: SurrogateView | readonly SurrogateView[],
  options: SurrogateChartOptions = {},
): Chart {
  checkOptionNames("call surrogateChart", options, [
    "title",
    "xTitle",
    "yTitle",
    "acquisitionTitle",
    "scale",
    "width",
    "height",
  ]);
  const views = viewsOf(input);
  assertSome(views, "a surrogate");
  views.forEach(assertWhole);
  const { title = "What the search believes", width = 480, height = 200 } = options;
  const x = xAxis(views[0]!, options);
  const belief = capitalised(options.yTitle ?? "objective");
  const gain = capitalised(options.acquisitionTitle ?? "expected improvement");
  return panels(
    [
      { layers: beliefLayers(views), width, height, x, y: { title: belief, cut: false, room: false } },
      // No fixed upper end: what is still to be gained shrinks by orders of magnitude from step to step.
      { layers: gainLayers(views), width, height: 90, x, y: { title: gain, zero: true, free: true } },
    ],
    {
      title,
      subtitle: "line and band: expected value ± 2 standard deviations; dots: trials; dotted: the next one",
      summary: `${title}: ${stepsText(views)}${viewText(views.at(-1)!)}.`,
      columns: 1,
      spacing: 16,
      frames: stepLabels(views),
    },
  );
}

function assertWhole({ x, mean, deviation, acquisition }: SurrogateView): void {
  assertSome(x, "a surrogate");
  for (const [name, list] of Object.entries({ mean, deviation, acquisition })) {
    if (list.length !== x.length)
      throw new RangeError(
        `Cannot draw a surrogate: ${name} has ${list.length} numbers for ${x.length} values of x.`,
      );
  }
}

/** The index of the greatest acquisition. */
const nextPlace = ({ acquisition }: SurrogateView): number => indexOfLargest(acquisition);

/** Where the next trial goes, at each step. */
const nextTrial = (views: readonly SurrogateView[]): Layer =>
  nextRule(views.map((view) => view.x[nextPlace(view)]!));

function viewText(view: SurrogateView): string {
  const next = nextPlace(view);
  const belief = `${numberText(view.mean[next]!)} ± ${numberText(view.deviation[next]!)}`;
  return `${counted(view.observed.length, "trial")} so far, next trial at ${numberText(view.x[next]!)}, expected there ${belief}`;
}

const xAxis = ({ x }: SurrogateView, options: SurrogateChartOptions): PanelAxis => ({
  title: options.xTitle ?? "Parameter",
  scale: options.scale ?? "linear",
  domain: [x[0]!, x.at(-1)!],
});

interface BeliefRow {
  readonly frame: number;
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly truth: number | null;
}

function beliefRows(views: readonly SurrogateView[]): BeliefRow[] {
  return views.flatMap((view, frame) =>
    view.x.map((x, index) => {
      const [mean, reach] = [view.mean[index]!, 2 * view.deviation[index]!];
      return { frame, x, mean, low: mean - reach, high: mean + reach, truth: view.truth?.[index] ?? null };
    }),
  );
}

function beliefLayers(views: readonly SurrogateView[]): Layers {
  const rows = beliefRows(views);
  const place = { x: "x", ...framed(views), tooltip: {} } as const;
  const known = rows.filter(({ truth }) => truth !== null);
  const dashed = { strokeDash: [3, 3], strokeWidth: 1.2, clip: false };
  const truth = known.length > 0 ? [line(known, { ...place, y: "truth", color: ink, style: dashed })] : [];
  return [
    band(rows, { ...place, low: "low", high: "high", color: palette[0], opacity: 0.2 }),
    ...truth,
    line(rows, { ...place, y: "mean", color: palette[0], style: { clip: false } }),
    ...observedLayer(views),
    nextTrial(views),
  ];
}

function observedLayer(views: readonly SurrogateView[]): Layer[] {
  const rows = views.flatMap(({ observed }, frame) => observed.map(({ x, y }) => ({ frame, x, y })));
  if (rows.length === 0) return [];
  const style = { size: 60, clip: false };
  return [points(rows, { x: "x", y: "y", ...framed(views), color: palette[1], style })];
}

function gainLayers(views: readonly SurrogateView[]): Layers {
  const rows = views.flatMap((view, frame) =>
    view.x.map((x, index) => ({ frame, x, acquisition: view.acquisition[index]! })),
  );
  const look = { color: palette[2], style: { opacity: 0.35, line: { color: palette[2] } } };
  return [area(rows, { x: "x", y: "acquisition", ...framed(views), ...look }), nextTrial(views)];
}
