import { axisOf, quantitative } from "../axis.js";
import { bandBetween } from "../band.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose, type Size } from "../compose.js";
import { frameSlider, frameText, onFrame } from "../frames.js";
import { assertSome } from "../rows.js";
import { alarm, ink, palette } from "../theme.js";
import { capitalised, counted, numberText } from "../words.js";

/** What a Bayesian search believes about an objective of one parameter. */
export interface SurrogateView {
  /** Where the beliefs are given. */
  readonly x: readonly number[];
  /** The expected value at each x, and how unsure it is (standard deviation). */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** How promising a trial at each x is. */
  readonly acquisition: readonly number[];
  /** What was measured so far. */
  readonly observed: readonly { readonly x: number; readonly y: number }[];
  /** The objective itself, where it is known. */
  readonly truth?: readonly number[];
}

/** What can be chosen about {@link surrogateChart}. */
export interface SurrogateChartOptions extends Size {
  readonly title?: string;
  readonly xTitle?: string;
  readonly yTitle?: string;
  readonly acquisitionTitle?: string;
  readonly scale?: "linear" | "log";
}

/**
 * A surrogate model above, its acquisition function below: what is believed, how surely, and where to try next.
 *
 * Several views of one search are stepped through with a slider below the chart; where there is no slider (GitHub,
 * print) the last one is seen.
 *
 * @param input one view, or the views of successive steps, over the same x
 * @throws {RangeError} if there is no view or no x, or a list has another length
 * @example
 * await show(surrogateChart(gpSurrogate(observed, { low: 0, high: 1 })));
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 */
export function surrogateChart(
  input: SurrogateView | readonly SurrogateView[],
  options: SurrogateChartOptions = {},
): Chart {
  const views: readonly SurrogateView[] = "x" in input ? [input] : input;
  assertSome(views, "a surrogate");
  views.forEach(assertWhole);
  const title = options.title ?? "What the search believes";
  const several = views.length > 1;
  const labels = views.map(({ observed }) => `after ${counted(observed.length, "trial")}`);
  const upper = beliefPanel(views, options);
  return compose(
    {
      title,
      subtitle: "line and band: expected value ± 2 standard deviations; dots: trials; dotted: the next one",
      summary: `${title}: ${several ? `${views.length} steps, at the last ` : ""}${viewText(views.at(-1)!)}.`,
    },
    {
      ...(several ? { params: [frameSlider(views.length)] } : {}),
      vconcat: [
        several ? { ...upper, layer: [...upper.layer, frameText(labels)] } : upper,
        acquisitionPanel(views, options),
      ],
      spacing: 16,
    },
  );
}

function assertWhole({ x, mean, deviation, acquisition }: SurrogateView): void {
  assertSome(x, "a surrogate");
  for (const [name, list] of Object.entries({ mean, deviation, acquisition })) {
    if (list.length !== x.length)
      throw new RangeError(
        `Cannot draw a surrogate: ${name} has ${list.length} numbers for ${x.length} places.`,
      );
  }
}

/** The place with the greatest acquisition. */
function nextPlace({ acquisition }: SurrogateView): number {
  return acquisition.indexOf(acquisition.reduce((a, b) => Math.max(a, b)));
}

function viewText(view: SurrogateView): string {
  const next = nextPlace(view);
  const belief = `${numberText(view.mean[next]!)} ± ${numberText(view.deviation[next]!)}`;
  return `${counted(view.observed.length, "trial")} so far, next trial at ${numberText(view.x[next]!)}, expected there ${belief}`;
}

function xAxis([view]: readonly SurrogateView[], options: SurrogateChartOptions): VegaLiteSpec {
  const [first, last] = [view!.x[0]!, view!.x.at(-1)!];
  const choice = {
    field: "x",
    title: options.xTitle ?? "Parameter",
    scale: options.scale ?? "linear",
    domain: [first, last],
  } as const;
  return quantitative(axisOf(choice), [first, last]);
}

function beliefPanel(
  views: readonly SurrogateView[],
  options: SurrogateChartOptions,
): VegaLiteSpec & { readonly layer: readonly VegaLiteSpec[] } {
  const rows = views.flatMap((view, frame) =>
    view.x.map((x, index) => {
      const [mean, reach] = [view.mean[index]!, 2 * view.deviation[index]!];
      const truth = view.truth === undefined ? {} : { truth: tidy(view.truth[index]!) };
      return {
        frame,
        x: tidy(x),
        mean: tidy(mean),
        low: tidy(mean - reach),
        high: tidy(mean + reach),
        ...truth,
      };
    }),
  );
  const dots = views.flatMap(({ observed }, frame) =>
    observed.map(({ x, y }) => ({ frame, x: tidy(x), y: tidy(y) })),
  );
  const heights = [...rows.flatMap(({ low, high }) => [low, high]), ...dots.map(({ y }) => y)];
  const truths = views.flatMap(({ truth }) => truth ?? []);
  const axis = axisOf({ field: "mean", title: capitalised(options.yTitle ?? "objective") });
  const y = quantitative(axis, [...heights, ...truths]);
  const x = xAxis(views, options);
  const truth = {
    mark: { type: "line", color: ink, strokeDash: [3, 3], strokeWidth: 1.2 },
    encoding: { x, y: { ...y, field: "truth" } },
  };
  return {
    width: options.width ?? 480,
    height: options.height ?? 200,
    data: { values: rows },
    transform: views.length > 1 ? onFrame : [],
    layer: [
      { mark: { type: "area", color: palette[0], opacity: 0.2 }, encoding: bandBetween(x, y) },
      ...(truths.length > 0 ? [truth] : []),
      { mark: { type: "line", color: palette[0] }, encoding: { x, y } },
      {
        data: { values: dots },
        ...(views.length > 1 ? { transform: onFrame } : {}),
        mark: { type: "point", filled: true, size: 60, color: palette[1], opacity: 1 },
        encoding: { x, y: { ...y, field: "y" }, tooltip: [{ field: "x" }, { field: "y" }] },
      },
      nextRules(views, x),
    ],
  };
}

function acquisitionPanel(views: readonly SurrogateView[], options: SurrogateChartOptions): VegaLiteSpec {
  const rows = views.flatMap((view, frame) =>
    view.x.map((x, index) => ({ frame, x: tidy(x), acquisition: tidy(view.acquisition[index]!) })),
  );
  const title = capitalised(options.acquisitionTitle ?? "expected improvement");
  // No fixed upper end: what is still to be gained shrinks by orders of magnitude from step to step.
  const y = quantitative(axisOf({ field: "acquisition", title }), [], { zero: true });
  const x = xAxis(views, options);
  const mark = { type: "area", color: palette[2], opacity: 0.35, line: { color: palette[2] } };
  return {
    width: options.width ?? 480,
    height: 90,
    data: { values: rows },
    transform: views.length > 1 ? onFrame : [],
    layer: [{ mark, encoding: { x, y } }, nextRules(views, x)],
  };
}

function nextRules(views: readonly SurrogateView[], x: VegaLiteSpec): VegaLiteSpec {
  const values = views.map((view, frame) => ({ frame, x: tidy(view.x[nextPlace(view)]!) }));
  return {
    data: { values },
    ...(views.length > 1 ? { transform: onFrame } : {}),
    mark: { type: "rule", color: alarm, strokeDash: [2, 3], strokeWidth: 1.5 },
    encoding: { x },
  };
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}
