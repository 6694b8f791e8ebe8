import { checkOptionNames } from "../runtime/nearest-name.js";
import { columnAndAxis, type AxisChoice } from "./axis.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { chart } from "./layers/chart.js";
import { assertSome, type Row } from "./layers/columns.js";
import { band, line, points } from "./layers/marks.js";
import { rules, type Rule } from "./layers/rules.js";

/** Options for {@link lineChart}. */
export interface LineChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The column that tells lines apart. */
  readonly series?: string;
  /** Columns with the lower and upper edge of a band around each line. */
  readonly band?: readonly [string, string];
  /** Lines across the chart to compare with: a theory, a threshold. */
  readonly references?: readonly Rule[];
  /** Whether every row gets a point; lines of up to 12 rows do by default. */
  readonly points?: boolean;
  /** One sentence for the screen reader; computed from the data unless given. */
  readonly summary?: string;
}

/** Lines of so few rows show a point at each of them. */
const fewRows = 12;

/**
 * Lines of numbers against numbers, one per series, told apart by colour and dash or shape.
 *
 * A value that explodes (more than 100 times the 90th percentile) is cut off at the upper edge, and the subtitle says so.
 *
 * @param rows one object per point, in any order
 * @param options title, columns, axes with their units, and size in pixels
 * @returns the chart; its `summary` says where each line begins, ends and is lowest
 * @throws {RangeError} if there is no row, a column is missing or holds no finite number
 * @example
 * const rows = [{ batchSize: 16, noise: 1 }, { batchSize: 64, noise: 0.5 }];
 * lineChart(rows, { title: "Gradient noise", x: { field: "batchSize", scale: "log" }, y: "noise" });
 */
export function lineChart(rows: readonly Row[], options: LineChartOptions): Chart {
  checkOptionNames("call lineChart", options, [
    "title",
    "subtitle",
    "x",
    "y",
    "series",
    "band",
    "references",
    "points",
    "summary",
    "width",
    "height",
  ]);
  assertSome(rows, "a line chart");
  const { references = [], band: edges, series, points: pointed, ...texts } = options;
  const [x, xAxis] = columnAndAxis(options.x);
  const [y, yAxis] = columnAndAxis(options.y);
  const shared = { x, ...(series === undefined ? {} : { series }) };
  const count = series === undefined ? 1 : new Set(rows.map((row) => row[series])).size;
  const hasPoints = pointed ?? rows.length / count <= fewRows;
  return chart(
    [
      ...(edges ? [band(rows, { ...shared, low: edges[0], high: edges[1] })] : []),
      line(rows, { ...shared, y, dashes: !hasPoints }),
      // The line's own points: as many, cut at the same edge.
      ...(hasPoints
        ? [{ ...points(rows, { ...shared, y, style: { size: 44 } }), perSeries: rows.length }]
        : []),
      rules(references),
    ],
    { ...texts, x: { room: false, ...xAxis }, y: { room: false, ...yAxis }, series: { title: "line" } },
  );
}
