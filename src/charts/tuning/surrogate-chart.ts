import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose, type Size } from "../compose.js";
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
 * @throws {RangeError} if there is no x, or a list has another length
 * @example
 * await show(surrogateChart({ x, mean, deviation, acquisition, observed }));
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 */
export function surrogateChart(view: SurrogateView, options: SurrogateChartOptions = {}): Chart {
  assertSome(view.x, "a surrogate");
  for (const [name, list] of Object.entries({
    mean: view.mean,
    deviation: view.deviation,
    acquisition: view.acquisition,
  })) {
    if (list.length !== view.x.length) {
      throw new RangeError(
        `Cannot draw a surrogate: ${name} has ${list.length} numbers for ${view.x.length} places.`,
      );
    }
  }
  const next = view.acquisition.indexOf(view.acquisition.reduce((a, b) => Math.max(a, b)));
  const title = options.title ?? "What the search believes";
  const where = `next trial at ${numberText(view.x[next]!)}`;
  const belief = `expected there ${numberText(view.mean[next]!)} ± ${numberText(view.deviation[next]!)}`;
  const width = options.width ?? 480;
  return compose(
    {
      title,
      subtitle: "line and band: expected value ± 2 standard deviations; dots: trials; dotted: the next one",
      summary: `${title}: ${counted(view.observed.length, "trial")} so far, ${where}, ${belief}.`,
    },
    {
      vconcat: [beliefPanel(view, next, options, width), acquisitionPanel(view, next, options, width)],
      spacing: 16,
    },
  );
}

const xAxis = (view: SurrogateView, options: SurrogateChartOptions): VegaLiteSpec => {
  const [first, last] = [view.x[0]!, view.x.at(-1)!];
  const choice = {
    field: "x",
    title: options.xTitle ?? "Parameter",
    scale: options.scale ?? "linear",
    domain: [first, last],
  } as const;
  return quantitative(axisOf(choice), [first, last]);
};

function beliefPanel(
  view: SurrogateView,
  next: number,
  options: SurrogateChartOptions,
  width: number,
): VegaLiteSpec {
  const rows = view.x.map((x, index) => {
    const [mean, reach] = [view.mean[index]!, 2 * view.deviation[index]!];
    const truth = view.truth === undefined ? {} : { truth: view.truth[index] };
    return { x, mean: tidy(mean), low: tidy(mean - reach), high: tidy(mean + reach), ...truth };
  });
  const heights = rows
    .flatMap((row) => [row.low, row.high])
    .concat(
      view.observed.map(({ y }) => y),
      view.truth ?? [],
    );
  const y = quantitative(
    axisOf({ field: "mean", title: capitalised(options.yTitle ?? "objective") }),
    heights,
  );
  const x = xAxis(view, options);
  const truth = {
    mark: { type: "line", color: ink, strokeDash: [3, 3], strokeWidth: 1.2 },
    encoding: { x, y: { ...y, field: "truth" } },
  };
  return {
    width,
    height: options.height ?? 200,
    data: { values: rows },
    layer: [
      {
        mark: { type: "area", color: palette[0], opacity: 0.2 },
        encoding: { x, y: { ...y, field: "low", stack: null }, y2: { field: "high" } },
      },
      ...(view.truth ? [truth] : []),
      { mark: { type: "line", color: palette[0] }, encoding: { x, y } },
      {
        data: { values: view.observed },
        mark: { type: "point", filled: true, size: 60, color: palette[1], opacity: 1 },
        encoding: { x, y: { ...y, field: "y" }, tooltip: [{ field: "x" }, { field: "y" }] },
      },
      nextRule(view, next, x),
    ],
  };
}

function acquisitionPanel(
  view: SurrogateView,
  next: number,
  options: SurrogateChartOptions,
  width: number,
): VegaLiteSpec {
  const rows = view.x.map((x, index) => ({ x, acquisition: tidy(view.acquisition[index]!) }));
  const title = capitalised(options.acquisitionTitle ?? "expected improvement");
  const y = quantitative(
    axisOf({ field: "acquisition", title }),
    rows.map((row) => row.acquisition),
  );
  const x = xAxis(view, options);
  const mark = { type: "area", color: palette[2], opacity: 0.35, line: { color: palette[2] } };
  return {
    width,
    height: 90,
    data: { values: rows },
    layer: [{ mark, encoding: { x, y } }, nextRule(view, next, x)],
  };
}

function nextRule(view: SurrogateView, next: number, x: VegaLiteSpec): VegaLiteSpec {
  return {
    data: { values: [{ x: view.x[next] }] },
    mark: { type: "rule", color: alarm, strokeDash: [2, 3], strokeWidth: 1.5 },
    encoding: { x },
  };
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}
