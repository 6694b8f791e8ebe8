import { axisOf, type AxisChoice } from "./axis.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, type Size } from "./compose.js";
import { assertSome, numberAt, textAt, type Row } from "./rows.js";
import { ink, palette } from "./theme.js";
import { numberText } from "./words.js";

/** What can be chosen about {@link heatmap}. */
export interface HeatmapOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  /** The columns that name columns and rows of the map; both in the order of the data. */
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The number in each cell: the fuller the colour, the larger. */
  readonly value: AxisChoice;
  readonly summary?: string;
  /** Leaves cells of 0 without text, where most of them are 0. */
  readonly hideZeros?: boolean;
}

/**
 * Numbers in a grid: each cell filled by its value and with the value written in it.
 *
 * @param rows one object per cell; values that are not finite leave their cell empty and marked "–"
 * @throws {RangeError} if there is no row
 * @example
 * heatmap(cells, { title: "Rate against batch size", x: "batchSize", y: "learningRate", value: "loss" });
 */
export function heatmap(rows: readonly Row[], options: HeatmapOptions): Chart {
  assertSome(rows, "a heat map");
  const [x, y, value] = [axisOf(options.x), axisOf(options.y), axisOf(options.value)];
  const numbers = rows.map((row) => numberAt(row, value.field));
  const finite = numbers.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const cells = rows.map((row, index) => {
    const number = numbers[index]!;
    const known = Number.isFinite(number);
    const share = known && high > low ? (number - low) / (high - low) : 0;
    const text = !known ? "–" : number === 0 && options.hideZeros ? "" : numberText(number);
    return { column: textAt(row, x.field), row: textAt(row, y.field), share: Number(share.toFixed(3)), text };
  });
  const where = (extreme: number): string => {
    const cell = cells[numbers.indexOf(extreme)];
    return cell ? `${numberText(extreme)} at ${x.title} ${cell.column}, ${y.title} ${cell.row}` : "unknown";
  };
  const summary =
    options.summary ??
    `${options.title}: ${value.title} in ${cells.length} cells, lowest ${where(low)}; highest ${where(high)}.`;
  const names = (field: "column" | "row"): number => new Set(cells.map((cell) => cell[field])).size;
  const subtitle = options.subtitle ?? `${value.title}: the fuller the colour, the larger`;
  return compose(
    { title: options.title, subtitle, summary },
    {
      data: { values: cells },
      width: options.width ?? Math.min(560, 46 * names("column")),
      height: options.height ?? Math.min(440, 34 * names("row")),
      ...cellsView(x.title, y.title, value.title),
    },
  );
}

function cellsView(x: string, y: string, value: string): VegaLiteSpec {
  const side = (field: string, title: string): VegaLiteSpec => ({
    field,
    type: "ordinal",
    sort: null,
    title,
    axis: bare,
  });
  const tooltip = [
    { field: "column", title: x },
    { field: "row", title: y },
    { field: "text", title: value },
  ];
  const fillOpacity = { field: "share", type: "quantitative", ...shareScale };
  const rect = { type: "rect", fill: palette[0], stroke: ink, strokeOpacity: 0.25, cornerRadius: 2 };
  const written = [{ filter: "datum.text != ''" }];
  return {
    encoding: { x: side("column", x), y: side("row", y) },
    layer: [
      { mark: rect, encoding: { fillOpacity, tooltip } },
      {
        transform: written,
        mark: { type: "text", fontSize: 11 },
        encoding: { text: { field: "text" }, fill: textFill },
      },
    ],
  };
}

const bare = { labelAngle: 0, domain: false, ticks: false, labelLimit: 90, grid: false };
const shareScale = { scale: { domain: [0, 1], range: [0.04, 1] }, legend: null };
/** White on full cells, the usual grey on faint ones: legible on any background. */
const textFill = { condition: { test: "datum.share > 0.45", value: "#ffffff" }, value: ink };
