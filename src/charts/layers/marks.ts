import { ink } from "../theme.js";
import type { Channel, Row } from "./columns.js";
import type { Layer } from "./layer.js";
import { at, layerOf, pointsAtMost, type LayerOptions, type PlacedOptions } from "./mark.js";

/** Options for {@link line}. */
export interface LineOptions<Item = Row> extends PlacedOptions<Item> {
  /** Whether series differ in their dashes too, so that colour is not alone; they do by default. */
  readonly dashes?: boolean;
  /** What separates the lines where a series has several. */
  readonly detail?: Channel<Item>;
  /** The order in which rows are joined; by x by default. */
  readonly order?: Channel<Item>;
}

/** Options for {@link band}. */
export interface BandOptions<Item = Row> extends LayerOptions<Item> {
  readonly x: Channel<Item>;
  readonly low: Channel<Item>;
  readonly high: Channel<Item>;
}

/** Options for {@link labels}. */
export interface LabelOptions<Item = Row> extends PlacedOptions<Item> {
  readonly text: Channel<Item>;
}

/** More points per line than a screen can show. */
const perLine = 240;

/**
 * A line through the rows in the order of x, one per series.
 *
 * Rows without a number are left out. Of more than 240 rows per line the lowest and the highest of each stretch are kept;
 * the chart says so where one point stands for more than four.
 *
 * @param rows one object per point, in any order
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([line([{ step: 1, loss: 2 }, { step: 2, loss: 1 }], { x: "step", y: "loss" })], { title: "Loss" });
 */
export function line<Item extends object>(rows: readonly Item[], options: LineOptions<Item>): Layer {
  const mark = { type: "line", clip: true };
  const differ: Layer["differ"] = options.dashes === false ? ["color"] : ["color", "strokeDash"];
  const { detail, order } = options as unknown as LineOptions;
  const columns = { ...(detail && { detail }), ...(order && { order }) };
  const encoding = { ...(detail && { detail: { field: "detail" } }), ...(order && { order: { field: "order", type: "quantitative" } }) }; // prettier-ignore
  const place = at(options.x, options.y);
  return layerOf(rows, options, { kind: "line", what: "a line", mark, differ, columns, encoding, perSeries: perLine, ...place }); // prettier-ignore
}

/**
 * The space between zero and a line, filled.
 *
 * @param rows one object per point of the outline, in any order
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([area([{ x: 0, density: 1 }, { x: 1, density: 3 }], { x: "x", y: "density" })], { title: "Density" });
 */
export function area<Item extends object>(rows: readonly Item[], options: PlacedOptions<Item>): Layer {
  const mark = { type: "area" };
  return layerOf(rows, options, {
    kind: "area",
    what: "an area",
    mark,
    perSeries: perLine,
    ...at(options.x, options.y),
  });
}

/**
 * The space between two values of y, lightly filled: the spread around a line.
 *
 * @param rows one object per point along x, in any order
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([band([{ x: 0, low: 1, high: 2 }, { x: 1, low: 0, high: 3 }], { x: "x", low: "low", high: "high" })], { title: "Spread" });
 */
export function band<Item extends object>(rows: readonly Item[], options: BandOptions<Item>): Layer {
  const place = at(options.x, options.low, options.high);
  const mark = { type: "area", clip: true };
  return layerOf(
    rows,
    { opacity: 0.16, ...options },
    { kind: "band", what: "a band", mark, perSeries: perLine, tips: [], ...place },
  );
}

/**
 * A point per row; series differ in colour and shape.
 *
 * Rows without two finite numbers are left out; more than 3,000 rows are thinned. The chart says both.
 *
 * @param rows one object per point
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([points([{ height: 1.7, weight: 66 }, { height: 1.8, weight: 77 }], { x: "height", y: "weight" })], { title: "Two" });
 */
export function points<Item extends object>(rows: readonly Item[], options: PlacedOptions<Item>): Layer {
  const mark = { type: "point", filled: true, size: 48, clip: true };
  const differ: Layer["differ"] = ["color", "shape"];
  return layerOf(
    rows,
    { opacity: 1, ...options },
    { kind: "points", what: "points", mark, differ, most: pointsAtMost, ...at(options.x, options.y) },
  );
}

/**
 * A bar per row, from zero to its y; x is a category. Bars of several series stand side by side.
 *
 * @param rows one object per bar
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([bars([{ fruit: "plum", count: 3 }, { fruit: "pear", count: 5 }], { x: "fruit", y: "count" })], { title: "Fruit" });
 */
export function bars<Item extends object>(rows: readonly Item[], options: PlacedOptions<Item>): Layer {
  const mark = { type: "bar", cornerRadiusEnd: 2 };
  const x = { scale: { paddingInner: 0.25 }, axis: { labelAngle: 0, labelLimit: 90, grid: false } };
  const differ: Layer["differ"] = ["color", "xOffset"];
  return layerOf(
    rows,
    { opacity: 0.85, ...options },
    {
      kind: "bars",
      what: "bars",
      mark,
      differ,
      most: pointsAtMost,
      categories: { x },
      ...at(options.x, options.y),
    },
  );
}

/**
 * A text label per row, at its position.
 *
 * @param rows one object per label
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
 * @example
 * chart([labels([{ x: 1, y: 2, name: "here" }], { x: "x", y: "y", text: "name" })], { title: "A place" });
 */
export function labels<Item extends object>(rows: readonly Item[], options: LabelOptions<Item>): Layer {
  const mark = { type: "text", fill: ink };
  const columns = { text: options.text as unknown as Channel };
  const encoding = { text: { field: "text" } };
  const differ: Layer["differ"] = ["xOffset"];
  return layerOf(rows, options, {
    kind: "labels",
    what: "labels",
    mark,
    differ,
    tips: [],
    columns,
    encoding,
    most: pointsAtMost,
    ...at(options.x, options.y),
  });
}
