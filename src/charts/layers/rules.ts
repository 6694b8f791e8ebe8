import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { VegaLiteSpec } from "../chart.js";
import { ink } from "../theme.js";
import type { Channel, Row } from "./columns.js";
import type { Layer } from "./layer.js";
import { layerOf, pointsAtMost, type LayerOptions } from "./mark.js";

/** Options for {@link segments}. */
export interface SegmentOptions<Item = Row> extends LayerOptions<Item> {
  /** Without an x it goes from side to side, without a y from top to bottom. */
  readonly x?: Channel<Item>;
  readonly y?: Channel<Item>;
  readonly x2?: Channel<Item>;
  readonly y2?: Channel<Item>;
}

/**
 * A straight segment per row, from (x, y) to x2 or y2: an interval, an error bar.
 *
 * @param rows one object per segment
 * @param options where places, series and tooltip come from: columns by name, or functions of a row
 * @returns a layer for {@link chart} or {@link panels}, which read it
 * @throws {RangeError} when the chart is made, if a column is missing or holds no number; the error names the column
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
 * A Vega-Lite layer of your own, with its data, for marks that are missing here.
 *
 * @param unit the layer as Vega-Lite takes it: data, mark, encoding; it is not checked
 * @returns a layer for {@link chart} or {@link panels}
 * @see https://vega.github.io/vega-lite/docs/layer.html
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
 * Dotted lines across the chart, each with a label at its end; labels of vertical ones are staggered, so that neighbours
 * do not overlap.
 *
 * @param lines a value of x or of y each, in the units of that axis, and the label if there is one
 * @param style further properties of the Vega-Lite rule: `{ color: "#d6453d" }`
 * @returns layers for {@link chart} or {@link panels}
 * @example
 * chart([line([{ x: 0, y: 1 }, { x: 9, y: 3 }], { x: "x", y: "y" }), rules([{ y: 2, label: "target" }])], { title: "Target" });
 */
export function rules(lines: readonly Rule[], style: VegaLiteSpec = {}): Layer[] {
  for (const rule of lines) checkOptionNames("draw one of the rules", rule, ["x", "y", "label"]);
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
