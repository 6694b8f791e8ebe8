import type { VegaLiteSpec } from "../chart.js";
import { ink, palette } from "../theme.js";
import type { Channel, Row } from "./columns.js";
import type { Layer, Tip } from "./layer.js";

/** What can be chosen about every layer. */
export interface LayerOptions<Item = Row> {
  /** What tells series apart: each gets a colour of its own and an entry in the legend. */
  readonly series?: Channel<Item>;
  /** One colour for all; without it the series' own, or the theme's first. */
  readonly color?: string;
  /** 0 (unseen) to 1. */
  readonly opacity?: number | VegaLiteSpec;
  /** Further columns for the tooltip; or columns by the title they get there. */
  readonly details?: readonly (keyof Item & string)[] | Readonly<Record<string, Channel<Item>>>;
  /** The whole tooltip, by title, in place of the usual one; `{}` for none. */
  readonly tooltip?: Readonly<Record<string, Channel<Item>>>;
  /** The step of a slider that a row is shown at, counted from 0; see {@link slider}. */
  readonly frame?: Channel<Item>;
  /** Further properties of the Vega-Lite mark: `{ strokeWidth: 1 }`. */
  readonly style?: VegaLiteSpec;
  /** Further Vega-Lite channels; a field in them names one of `columns`. */
  readonly encoding?: VegaLiteSpec;
  /** Columns for `encoding`, by a name of your own. */
  readonly columns?: Readonly<Record<string, Channel<Item>>>;
}

/** A layer whose rows stand at a place each. */
export interface PlacedOptions<Item = Row> extends LayerOptions<Item> {
  readonly x: Channel<Item>;
  readonly y: Channel<Item>;
}

/** What can be chosen about {@link line}. */
export interface LineOptions<Item = Row> extends PlacedOptions<Item> {
  /** Whether series differ in their dashes too, so that colour is not alone; they do unless told otherwise. */
  readonly dashes?: boolean;
  /** What makes one line where a series has several. */
  readonly detail?: Channel<Item>;
  /** What rows are joined in the order of; x unless told otherwise. */
  readonly order?: Channel<Item>;
}

/** What can be chosen about {@link band}. */
export interface BandOptions<Item = Row> extends LayerOptions<Item> {
  readonly x: Channel<Item>;
  readonly low: Channel<Item>;
  readonly high: Channel<Item>;
}

/** What can be chosen about {@link labels}. */
export interface LabelOptions<Item = Row> extends PlacedOptions<Item> {
  readonly text: Channel<Item>;
}

/** More points than this per line are more than a screen shows. */
const perLine = 240;
/** More points than this make a notebook slow: each is some hundred bytes of picture. */
const pointsAtMost = 3000;

type Kind = Pick<Layer, "kind" | "what" | "mark"> & Partial<Layer>;

/** A layer of any rows as one of rows whose columns are not known. */
function layerOf<Item>(rows: readonly Item[], options: LayerOptions<Item>, layer: Kind): Layer {
  const { series, color, frame, columns, style } = options as unknown as LayerOptions;
  const differ = series !== undefined && color === undefined ? (layer.differ ?? ["color"]) : [];
  const own = color ?? (series === undefined && layer.kind !== "labels" && layer.kind !== "segments" ? palette[0] : undefined); // prettier-ignore
  return {
    ...layer,
    rows: rows as unknown as readonly Row[],
    ...(options.opacity === undefined ? {} : { opacity: options.opacity }),
    series,
    differ,
    frame,
    columns: { ...layer.columns, ...columns },
    encoding: { ...layer.encoding, ...options.encoding },
    tips: options.tooltip && tipsOf(options.tooltip),
    details: tipsOf(options.details ?? {}),
    mark: { ...layer.mark, ...(own ? { color: own } : {}), ...style },
  };
}

function tipsOf(details: object): Tip[] {
  const entries = Array.isArray(details)
    ? details.map((name: string) => [name, name])
    : Object.entries(details);
  return entries.map(([title, value]) => ({ title, value }) as Tip);
}

/** The places of a layer, of whatever rows. */
function at<Item>(x: Channel<Item>, y: Channel<Item>, y2?: Channel<Item>): Pick<Layer, "x" | "y" | "y2"> {
  return { x, y, y2 } as unknown as Pick<Layer, "x" | "y" | "y2">;
}

/**
 * A line through the rows in the order of x, one per series.
 *
 * Rows without a number are left out; more than 240 rows per line are thinned, and the chart says so.
 *
 * @param rows one object per point, in any order
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
 * The space between two heights, filled lightly: the spread around a line.
 *
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
 * A text per row, at its place.
 *
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

/** What can be chosen about {@link segments}. */
export interface SegmentOptions<Item = Row> extends LayerOptions<Item> {
  /** Without an x it goes from side to side, without a y from top to bottom. */
  readonly x?: Channel<Item>;
  readonly y?: Channel<Item>;
  readonly x2?: Channel<Item>;
  readonly y2?: Channel<Item>;
}

/**
 * A straight piece per row, from (x, y) to where x2 or y2 says: an interval, an error bar.
 *
 * @example
 * chart([segments([{ name: 1, low: 2, high: 4 }], { x: "low", x2: "high", y: "name" })], { title: "An interval" });
 */
export function segments<Item extends object>(rows: readonly Item[], options: SegmentOptions<Item>): Layer {
  const mark = { type: "rule", color: ink };
  const { x, y, x2, y2 } = options as unknown as SegmentOptions;
  return layerOf(rows, options, {
    kind: "segments",
    what: "segments",
    mark,
    most: pointsAtMost,
    x,
    y,
    x2,
    y2,
  });
}

/**
 * A Vega-Lite layer of your own, with its data, for marks that this vocabulary lacks.
 *
 * @example
 * chart([custom({ data: { values: [{ a: 1 }] }, mark: "tick", encoding: { x: { field: "a", type: "quantitative" } } })], { title: "Ticks" });
 */
export function custom(unit: VegaLiteSpec): Layer {
  return { kind: "custom", what: "a layer", rows: [], mark: {}, unit };
}

/** A line across the chart at one value of x or of y, with a label. */
export type Rule =
  { readonly x: number; readonly label?: string } | { readonly y: number; readonly label?: string };

/**
 * Dotted lines across the chart, each with a label at its end; labels of upright ones stand in steps, so that neighbours
 * do not overlap.
 *
 * @example
 * chart([line([{ x: 0, y: 1 }, { x: 9, y: 3 }], { x: "x", y: "y" }), rules([{ y: 2, label: "target" }])], { title: "Target" });
 */
export function rules(lines: readonly Rule[], style: VegaLiteSpec = {}): Layer[] {
  const uprights = lines.filter((rule) => "x" in rule);
  return lines.flatMap((rule) => ruleLayers(rule, uprights.indexOf(rule as never), style));
}

function ruleLayers(rule: Rule, step: number, style: VegaLiteSpec): Layer[] {
  const place = "x" in rule ? { x: "x" } : { y: "y" };
  const shared = { kind: "rules", what: "a rule", rows: [{ ...rule }], tips: [], ...place } as const;
  const mark = { type: "rule", strokeDash: [2, 3], color: ink, strokeWidth: 1.5, ...style };
  const side =
    "x" in rule
      ? { align: "left", baseline: "top", dx: 5, y: 2 + 15 * step }
      : { align: "right", baseline: "bottom", dy: -3, x: "width" };
  const text = { type: "text", ...side, text: rule.label };
  return [{ ...shared, mark }, ...(rule.label ? [{ ...shared, mark: text }] : [])];
}
