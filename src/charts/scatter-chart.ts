import { checkOptionNames } from "../runtime/nearest-name.js";
import { columnAndAxis, type AxisChoice } from "./axis.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { chart } from "./layers/chart.js";
import { assertSome, type Row } from "./layers/columns.js";
import { points } from "./layers/marks.js";
import { rules, type Rule } from "./layers/rules.js";

/** Options for {@link scatterChart}. */
export interface ScatterChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The column that tells groups of points apart. */
  readonly series?: string;
  /** Lines across the chart to compare with: a theory, a threshold. */
  readonly references?: readonly Rule[];
  /** Further columns for the tooltip. */
  readonly details?: readonly string[];
  /** One sentence for the screen reader; computed from the data unless given. */
  readonly summary?: string;
}

/**
 * A scatter plot; groups of points differ in colour and shape.
 *
 * Rows without two finite numbers are left out, and more than 3,000 rows are thinned; subtitle and summary say so.
 *
 * @param rows one object per point
 * @param options title, columns, axes with their units, and size in pixels
 * @returns the chart; its `summary` counts the points and gives the range of both axes
 * @throws {RangeError} if no row can be drawn, a column is missing or holds no finite number
 * @example
 * const trials = [{ learningRate: 0.1, loss: 0.4 }, { learningRate: 0.01, loss: 0.3 }];
 * scatterChart(trials, { title: "Two trials", x: { field: "learningRate", scale: "log" }, y: "loss" });
 */
export function scatterChart(rows: readonly Row[], options: ScatterChartOptions): Chart {
  checkOptionNames("call scatterChart", options, [
    "title",
    "subtitle",
    "x",
    "y",
    "series",
    "references",
    "details",
    "summary",
    "width",
    "height",
  ]);
  assertSome(rows, "a scatter chart");
  const { references = [], details = [], series, ...texts } = options;
  const [x, xAxis] = columnAndAxis(options.x);
  const [y, yAxis] = columnAndAxis(options.y);
  const drawn = points(rows, { x, y, details, opacity: 0.8, ...(series === undefined ? {} : { series }) });
  return chart([drawn, rules(references)], {
    width: 420,
    height: 280,
    ...texts,
    x: xAxis,
    y: yAxis,
    series: { room: undefined },
  });
}
