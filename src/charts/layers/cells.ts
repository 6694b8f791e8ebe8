import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { VegaLiteSpec } from "../chart.js";
import { mix, textOn } from "../color.js";
import { extentOf } from "../../runtime/extent.js";
import { cellColors, ink } from "../theme.js";
import { numberText } from "../words.js";
import { columnName, numbersOf, titleOf, type Channel, type Row } from "./columns.js";
import type { Layer } from "./layer.js";

/** Options for {@link cells}. */
export interface CellsOptions<Item = Row> {
  /** The labels of the grid's columns and rows, both in the order of the data. */
  readonly x: Channel<Item>;
  readonly y: Channel<Item>;
  /** The number in each cell: the darker the colour, the larger. */
  readonly value: Channel<Item>;
  /** What the value is called in the tooltip and the legend. */
  readonly title?: string;
  /** Leaves cells of 0 without text, where most of them are 0. */
  readonly hideZeros?: boolean;
}

/** How values become colours: linearly, or by their logarithms where the largest is a hundred times the smallest. */
export interface ColorScale {
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
}

/** The scale that fits numbers; what is not finite is left out. */
export function colorScaleOf(numbers: readonly number[]): ColorScale {
  const [low, high] = extentOf(numbers);
  return { log: low > 0 && high >= 100 * low && Number.isFinite(high), low, high };
}

/** Numbers in more cells than this cannot be read, and more cells than this make a notebook slow. */
const [figuresAtMost, cellsAtMost] = [2000, 15_000];

/**
 * A grid of numbers: each cell is coloured by its value, which is written in it in black or white, whichever stands out.
 *
 * Colours follow the logarithm where the values span two decades or more; the legend then says so. A value that is not
 * finite leaves its cell empty, marked "–". More than 2,000 cells show no numbers, and more than 15,000 are thinned; the
 * chart says so.
 *
 * @param items one object per cell
 * @param options where a cell's column, row and value come from
 * @returns layers: the cells, and the numbers in them
 * @throws {RangeError} if a column is missing or the values are not numbers
 * @example
 * const losses = [{ x: "a", y: "b", loss: 0.1 }, { x: "c", y: "b", loss: 30 }];
 * chart(cells(losses, { x: "x", y: "y", value: "loss" }), { title: "Losses" });
 * @see WCAG 2.2, success criterion 1.4.3, on the contrast of text
 */
export function cells<Item extends object>(items: readonly Item[], options: CellsOptions<Item>): Layer[] {
  checkOptionNames("call cells", options, ["x", "y", "value", "title", "hideZeros"]);
  const { x, y, value, title, hideZeros } = options as unknown as CellsOptions;
  const rows = items as unknown as readonly Row[];
  const numbers = numbersOf(rows, value, "cells");
  const scale = colorScaleOf(numbers);
  const text = (number: number): string =>
    !Number.isFinite(number) ? "–" : number === 0 && hideZeros ? "" : numberText(number);
  const ground = (number: number): string => (Number.isFinite(number) ? textOn(fillOf(number, scale)) : ink);
  const shared = {
    kind: "cells",
    what: "cells",
    categories: { x: { axis: bare, sort: null }, y: { axis: bare, sort: null } },
    x,
    y,
  } as const;
  const name = title ?? titleOf(columnName(value) ?? "value");
  const unknown = rows.filter((_, index) => !Number.isFinite(numbers[index]));
  const written = rows.filter((_, index) => text(numbers[index]!) !== "");
  const numberOf = new Map(rows.map((row, index) => [row, numbers[index]!]));
  const hasFigures = rows.length <= figuresAtMost;
  const fill: Channel = (row) => numberOrNull(numberOf.get(row)!);
  const figure: Channel = (row) => text(numberOf.get(row)!);
  const figures = hasFigures ? { text: figure, ink: (row: Row) => ground(numberOf.get(row)!) } : {};
  const columns: Record<string, Channel> = { value: fill, ...figures };
  const tooltip = [{ title: name, value: hasFigures ? figure : fill }];
  const labels: Layer = {
    ...shared,
    rows: written,
    columns,
    mark: { type: "text", fontSize: 11 },
    encoding: { text: { field: "text" }, fill: inkChannel },
    tips: [],
  };
  return [
    {
      ...shared,
      rows,
      columns,
      most: cellsAtMost,
      mark: rect,
      encoding: { fill: fillChannel(scale, name) },
      details: tooltip,
    },
    ...(unknown.length > 0 ? [{ ...shared, rows: unknown, mark: { ...rect, fill: null }, tips: [] }] : []),
    ...(hasFigures ? [labels] : []),
  ];
}

/** A channel of colours from the column `ink`; Vega-Lite cannot merge one without a scale into the legend of the cells. */
const inkChannel = {
  condition: ["#ffffff", "#000000"].map((color) => ({ test: `datum.ink == '${color}'`, value: color })),
  value: ink,
};

const bare = { labelAngle: 0, domain: false, ticks: false, labelLimit: 90, grid: false };
const rect = { type: "rect", stroke: ink, strokeOpacity: 0.25, cornerRadius: 2 };

const numberOrNull = (number: number): number | null =>
  Number.isFinite(number) ? Number(number.toPrecision(6)) : null;

function fillOf(number: number, { log, low, high }: ColorScale): string {
  const place = log ? Math.log : (value: number): number => value;
  const share = high > low ? (place(number) - place(low)) / (place(high) - place(low)) : 0;
  return mix(cellColors[0], cellColors[1], share);
}

function fillChannel({ log, low, high }: ColorScale, title: string): VegaLiteSpec {
  const ends = low < high ? [low, high] : Number.isFinite(low) ? [low, low + 1] : [0, 1];
  const scale = { ...(log ? { type: "log" } : { type: "linear", zero: false }), domain: ends, range: [...cellColors], interpolate: "rgb", nice: false }; // prettier-ignore
  const legend = { title: `${title}, logarithmic scale`, orient: "bottom", direction: "horizontal", gradientLength: 160, tickCount: 4 }; // prettier-ignore
  return { field: "value", type: "quantitative", scale, legend: log ? legend : null };
}
