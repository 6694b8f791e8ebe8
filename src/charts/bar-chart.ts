import { checkOptionNames } from "../runtime/nearest-name.js";
import { columnAndAxis, type AxisChoice } from "./axis.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { chart } from "./layers/chart.js";
import { assertSome, numbersOf, type Row } from "./layers/columns.js";
import { bars, labels } from "./layers/marks.js";
import { numberText } from "./words.js";

/** Options for {@link barChart}. */
export interface BarChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  /** The column that names the bars, which appear in the order of the rows. */
  readonly x: AxisChoice;
  /** How long they are. */
  readonly y: AxisChoice;
  /** The column that groups bars of one name side by side. */
  readonly series?: string;
  /** One sentence for the screen reader; computed from the data unless given. */
  readonly summary?: string;
}

/**
 * Bars from zero, each labelled with its value, so that nobody has to read it off an axis.
 *
 * @param rows one object per bar
 * @param options title, columns and size
 * @returns the chart; its `summary` names the first twelve bars with their values
 * @throws {RangeError} if there is no row, a column is missing or the lengths are not numbers
 * @example
 * barChart([{ layer: "1", dead: 3 }, { layer: "2", dead: 9 }], { title: "Dead units", x: "layer", y: "dead" });
 */
export function barChart(rows: readonly Row[], options: BarChartOptions): Chart {
  checkOptionNames("call barChart", options, [
    "title",
    "subtitle",
    "x",
    "y",
    "series",
    "summary",
    "width",
    "height",
  ]);
  assertSome(rows, "a bar chart");
  const { series, ...texts } = options;
  const [x, xAxis] = columnAndAxis(options.x);
  const [y, yAxis] = columnAndAxis(options.y);
  const lengths = numbersOf(rows, y, "bars");
  const places = { x, ...(series === undefined ? {} : { series }) };
  const names = new Set(rows.map((row) => row[x])).size;
  const groups = series === undefined ? 1 : new Set(rows.map((row) => row[series])).size;
  const written = labels(rows, {
    ...places,
    y: (_, index) => (Number.isFinite(lengths[index]) ? lengths[index] : 0),
    text: (_, index) => numberText(lengths[index]!),
    style: { dy: -7, fontSize: 10.5 },
  });
  const width = options.width ?? Math.max(220, Math.min(640, names * Math.max(44, groups * 38)));
  const axes = { x: xAxis, y: yAxis };
  return chart([bars(rows, { ...places, y }), written], { height: 240, ...texts, ...axes, width });
}
