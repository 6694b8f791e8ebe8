import { checkOptionNames } from "../runtime/nearest-name.js";
import { axisTitle, columnAndAxis, type AxisChoice } from "./axis.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { extentOf } from "../runtime/extent.js";
import { cells, colorScaleOf } from "./layers/cells.js";
import { chart } from "./layers/chart.js";
import { assertSome, numbersOf, textOf, type Row } from "./layers/columns.js";
import { numberText } from "./words.js";

/** Options for {@link heatmap}. */
export interface HeatmapOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  /** The columns that name columns and rows of the map; both in the order of the data. */
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The number in each cell: the darker the colour, the larger. */
  readonly value: AxisChoice;
  /** One sentence for the screen reader; computed from the data unless given. */
  readonly summary?: string;
  /** Leaves cells of 0 without text, where most of them are 0. */
  readonly hideZeros?: boolean;
}

/**
 * Numbers in a grid: each cell is coloured by its value, which is written in it.
 *
 * Colours follow the logarithm where the values span two decades or more; the legend then says so.
 *
 * @param rows one object per cell; values that are not finite leave their cell empty and marked "–"
 * @param options title, columns and size
 * @returns the chart; its `summary` names the lowest and the highest cell
 * @throws {RangeError} if there is no row, a column is missing or the values are not numbers
 * @example
 * const losses = [{ batchSize: 16, learningRate: 0.1, loss: 0.3 }, { batchSize: 64, learningRate: 0.1, loss: 0.4 }];
 * heatmap(losses, { title: "Rate against batch size", x: "batchSize", y: "learningRate", value: "loss" });
 */
export function heatmap(rows: readonly Row[], options: HeatmapOptions): Chart {
  checkOptionNames("call heatmap", options, [
    "title",
    "subtitle",
    "x",
    "y",
    "value",
    "summary",
    "hideZeros",
    "width",
    "height",
  ]);
  assertSome(rows, "a heat map");
  const [x, xAxis] = columnAndAxis(options.x);
  const [y, yAxis] = columnAndAxis(options.y);
  const { hideZeros = false, value: filling, ...texts } = options;
  const [value, valueAxis] = columnAndAxis(filling);
  const title = axisTitle(valueAxis, value);
  const numbers = numbersOf(rows, value, "a heat map");
  const count = (column: string): number => new Set(rows.map((row) => textOf(row[column]))).size;
  const [low, high] = extentOf(numbers);
  const where = (extreme: number): string => {
    const row = rows[numbers.indexOf(extreme)];
    if (!row) return "unknown";
    return `${numberText(extreme)} at ${axisTitle(xAxis, x)} ${textOf(row[x])}, ${axisTitle(yAxis, y)} ${textOf(row[y])}`;
  };
  const fuller = `${title}: the darker the colour, the larger`;
  return chart(cells(rows, { x, y, value, title, hideZeros }), {
    subtitle: colorScaleOf(numbers).log ? `${fuller}; colours on a logarithmic scale` : fuller,
    summary: `${options.title}: ${title} in ${rows.length} cells, lowest ${where(low)}; highest ${where(high)}.`,
    width: Math.min(560, 46 * count(x)),
    height: Math.min(440, 34 * count(y)),
    ...texts,
    x: xAxis,
    y: yAxis,
  });
}
