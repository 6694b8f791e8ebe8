import type { VegaLiteSpec } from "./chart.js";
import { seriesLegend } from "./legend-labels.js";
import { palette, shapes } from "./theme.js";

/** Line patterns that go with the colours. */
const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 2],
  [1, 3],
  [10, 4],
  [6, 2, 1, 2, 1, 2],
] as const;

/** Options for the series of a chart. */
export interface SeriesOptions {
  /** The series in the order of the legend; that of the data by default. */
  readonly labels?: readonly string[];
  /** What a series is called in the tooltip; `"series"` by default. */
  readonly title?: string;
  /** Colours and shapes, one per series; the theme's by default. */
  readonly colors?: readonly string[];
  readonly shapes?: readonly string[];
  /** The width of the legend in pixels. */
  readonly room?: number | undefined;
  /** Further properties of the Vega-Lite legend, or null for none. */
  readonly legend?: VegaLiteSpec | null;
}

/** The channels that tell series apart. Colour, shape and dash of one chart share one legend. */
export interface SeriesLooks {
  readonly labels: readonly string[];
  readonly title: string;
  readonly color: VegaLiteSpec;
  readonly shape: VegaLiteSpec;
  readonly strokeDash: VegaLiteSpec;
  readonly xOffset: VegaLiteSpec;
}

/** Colour, shape, dash and offset for each series. */
export function seriesLooks(found: readonly string[], options: SeriesOptions = {}): SeriesLooks {
  const labels = options.labels ?? found;
  const usual = seriesLegend(labels, options.room);
  const legend = options.legend === null || usual === null ? null : { ...usual, ...options.legend };
  const channel = (range: readonly unknown[]): VegaLiteSpec => ({
    field: "series",
    type: "nominal",
    scale: { domain: labels, range: labels.map((_, index) => range[index % range.length]) },
    legend,
  });
  return {
    labels,
    title: options.title ?? "series",
    color: channel(options.colors ?? palette),
    shape: channel(options.shapes ?? shapes),
    strokeDash: channel(dashes),
    xOffset: { field: "series", type: "nominal", sort: null },
  };
}
