import { axisTitle, quantitative, type AxisOptions, type Fit } from "../axis.js";
import type { VegaLiteSpec } from "../chart.js";
import { columnName, type Row } from "./columns.js";
import type { Layer } from "./layer.js";
import type { Standing } from "./read.js";

/** Options for an axis of a panel. */
export interface PanelAxis extends AxisOptions, Fit {
  /** Whether values that explode (more than 100 times the 90th percentile) are cut off at the upper edge. */
  readonly cut?: boolean;
  /** Whether Vega-Lite chooses its ends, to fit the rows that a slider shows. */
  readonly free?: boolean;
  /** Further properties of the Vega-Lite axis, or null for none. */
  readonly axis?: VegaLiteSpec | null;
  /** The whole Vega-Lite channel in place of all of the above: type, scale, axis. */
  readonly channel?: VegaLiteSpec;
}

/** Whether an axis holds categories, numbers, or their logarithms. */
export function standingOf(layers: readonly Layer[], side: "x" | "y", axis: PanelAxis | undefined): Standing {
  if (layers.some(({ categories }) => categories?.[side] !== undefined)) return "categories";
  return axis?.scale ?? "linear";
}

/** The title of an axis: as chosen, or the name of the first column along it. */
export function titleFor(layers: readonly Layer[], side: "x" | "y", axis: PanelAxis | undefined): string {
  // A band's columns are its edges; the title comes from the line inside it.
  const first = [...layers.filter(({ kind }) => kind !== "band"), ...layers];
  const named = first.map((layer) => columnName(layer[side])).find((name) => name !== undefined);
  return axisTitle(axis ?? {}, named ?? side);
}

/** The numbers of some columns, of all layers. */
export function column(rows: readonly (readonly Row[])[], names: readonly string[]): number[] {
  const found: number[] = [];
  for (const row of rows.flat()) {
    for (const name of names) {
      const value = row[name];
      if (typeof value === "number") found.push(value);
    }
  }
  return found;
}

/** The Vega-Lite channel of an axis: its type, its scale and its ticks, fitted to the rows of all layers. */
export function channelFor(
  side: "x" | "y",
  standing: Standing,
  axis: PanelAxis,
  layers: readonly Layer[],
  rows: readonly (readonly Row[])[],
): VegaLiteSpec {
  const title = titleFor(layers, side, axis);
  if (axis.channel) return titled({ title, ...axis.channel });
  const made = standing === "categories" ? categories(side, layers, rows) : numbers(side, axis, layers, rows);
  if (axis.axis === undefined) return titled({ ...made, title });
  return titled({ ...made, title, axis: axis.axis && { ...(made["axis"] as object), ...axis.axis } });
}

function categories(
  side: "x" | "y",
  layers: readonly Layer[],
  rows: readonly (readonly Row[])[],
): VegaLiteSpec {
  const chosen = Object.assign({}, ...layers.map((layer) => layer.categories?.[side])) as { scale?: object };
  const names = rows.flatMap((list) => list.flatMap((row) => (side in row ? [row[side]] : [])));
  return { type: "ordinal", ...chosen, scale: { domain: [...new Set(names)], ...chosen.scale } };
}

function numbers(
  side: "x" | "y",
  axis: PanelAxis,
  layers: readonly Layer[],
  rows: readonly (readonly Row[])[],
): VegaLiteSpec {
  const kinds = new Set(layers.map(({ kind }) => kind));
  const zero = axis.zero ?? (side === "y" && (kinds.has("bars") || kinds.has("area")));
  const room = axis.room ?? (kinds.has("points") && !kinds.has("line"));
  return quantitative(axis, axis.free ? [] : column(rows, [side, `${side}2`]), { zero, room });
}

/** The title as it is on the axis, and escaped where Vega-Lite describes each mark. */
function titled(channel: VegaLiteSpec): VegaLiteSpec {
  const title = channel["title"];
  if (typeof title !== "string" || expressible(title) === title) return channel;
  const axis = channel["axis"] === null ? null : { ...(channel["axis"] as object | undefined), title };
  return { ...channel, title: expressible(title), axis };
}

/**
 * Vega-Lite writes the titles of tooltips and descriptions into expressions, where quotes, backslashes and control
 * characters must be escapes.
 */
export function expressible(title: string): string {
  return title.replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}
