import { groupBy } from "../../runtime/collections.js";
import { columnName, numbersOf, textOf, thinned, valuesOf, type Channel, type Row } from "./columns.js";
import type { Layer } from "./layer.js";

/** How rows are placed along an axis. */
export type Standing = "linear" | "log" | "categories";

/** A layer with its values: rows whose columns have our own names. */
export interface Reading {
  readonly layer: Layer;
  /** Every row that can be drawn. */
  readonly usable: readonly Row[];
  /** Those that are drawn: sorted, thinned. */
  readonly shown: readonly Row[];
  /** How many rows lack a number where one is needed. */
  readonly leftOut: number;
  /** Which column holds which line of the tooltip. */
  readonly tips: readonly { readonly field: string; readonly title: string }[];
}

const places = ["x", "x2", "y", "y2"] as const;

/**
 * Reads a layer's rows.
 *
 * @throws {RangeError} if a column is missing or holds no number where one is needed; it names the column
 */
export function readLayer(layer: Layer, standing: { readonly x: Standing; readonly y: Standing }): Reading {
  const { columns, tips } = columnsOf(layer);
  const values = new Map([...columns].map(([name, channel]) => [name, read(layer, name, channel, standing)]));
  const numeric = places.filter(
    (name) => columns.has(name) && standing[name[0] as "x" | "y"] !== "categories",
  );
  const fits = (name: (typeof places)[number], index: number): boolean => {
    const value = values.get(name)![index] as number;
    if (standing[name[0] as "x" | "y"] === "log" && !(value > 0)) return false;
    return Number.isFinite(value) || (value === Infinity && mayExplode(layer, name));
  };
  const indices = layer.rows.flatMap((_, index) =>
    numeric.every((name) => fits(name, index)) ? [index] : [],
  );
  if (indices.length === 0 && layer.rows.length > 0) refuse(layer, numeric, (name) => layer.rows.some((_, index) => fits(name, index))); // prettier-ignore
  const kept = keepsAll(layer) ? layer.rows.map((_, index) => index) : indices;
  const named = [...values];
  const usable = kept.map((index) => {
    const row: Record<string, unknown> = {};
    for (const [name, list] of named) row[name] = list[index];
    return row;
  });
  const leftOut = layer.rows.length - indices.length;
  return { layer, usable, shown: shownOf(layer, usable), leftOut, tips };
}

/** A line may go beyond the panel's edge and come back; a point may not. */
const mayExplode = ({ kind }: Layer, name: string): boolean =>
  name.startsWith("y") && (kind === "line" || kind === "band");

/** A bar or a cell without a number still has its name on the axis. */
const keepsAll = ({ kind }: Layer): boolean => kind === "bars" || kind === "cells";

/** Every column of a layer under our own name; a column that the tooltip shares with a channel is not written twice. */
function columnsOf(layer: Layer): { columns: Map<string, Channel>; tips: Reading["tips"] } {
  const own = {
    x: layer.x,
    x2: layer.x2,
    y: layer.y,
    y2: layer.y2,
    series: layer.series,
    frame: layer.frame,
  };
  const named = Object.entries({ ...own, ...layer.columns }).filter(([, channel]) => channel !== undefined);
  const columns = new Map(named as [string, Channel][]);
  const tips = [...(layer.tips ?? []), ...(layer.details ?? [])].map(({ title, value }) => {
    const shared = [...columns].find(([, channel]) => channel === value)?.[0];
    const field = shared ?? `tip${columns.size}`;
    columns.set(field, value);
    return { field, title };
  });
  return { columns, tips };
}

function read(
  layer: Layer,
  name: string,
  channel: Channel,
  standing: { readonly x: Standing; readonly y: Standing },
): readonly unknown[] {
  if ((places as readonly string[]).includes(name)) {
    return standing[name[0] as "x" | "y"] === "categories"
      ? valuesOf(layer.rows, channel, layer.what).map(textOf)
      : numbersOf(layer.rows, channel, layer.what);
  }
  const values = valuesOf(layer.rows, channel, layer.what);
  if (name === "series") return values.map(textOf);
  return name.startsWith("tip") ? values.map(tipOf) : values;
}

/** Longer texts than this make a tooltip unreadable and a notebook large. */
const longest = 100;

function tipOf(value: unknown): unknown {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "not a number";
    return Number.isSafeInteger(value) ? value : Number(value.toPrecision(6));
  }
  const text = textOf(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function refuse(layer: Layer, numeric: readonly string[], fitsSomewhere: (name: never) => boolean): void {
  const empty = numeric.find((name) => !fitsSomewhere(name as never));
  const column = empty && columnName(layer[empty as "x"]);
  const reason =
    empty === undefined
      ? `no row has a finite number in each of ${numeric.map((name) => JSON.stringify(columnName(layer[name as "x"]) ?? name)).join(", ")}`
      : `${column === undefined ? empty : `the column ${JSON.stringify(column)}`} holds no finite number that its axis can show`;
  throw new RangeError(
    `Cannot draw ${layer.what}: there is no data to draw, ${reason}. ` +
      "Pass a column of finite numbers; on a logarithmic axis they must be above 0.",
  );
}

/** The rows that are drawn: lines from left to right, and no more than a screen can show. */
function shownOf({ perSeries, most, columns }: Layer, usable: readonly Row[]): Row[] {
  if (perSeries === undefined) return most === undefined ? [...usable] : thinned(usable, most);
  const key = (row: Row): string => JSON.stringify([row["series"], row["detail"], row["frame"]]);
  const order = columns && "order" in columns ? "order" : "x";
  return [...groupBy(usable, key).values()].flatMap((rows) =>
    outlined(
      rows.sort((a, b) => Number(a[order]) - Number(b[order])),
      perSeries,
    ),
  );
}

/** At most `count` of a line's rows: first and last, and of each stretch between them the lowest and the highest. */
function outlined(rows: readonly Row[], count: number): Row[] {
  if (rows.length <= count) return [...rows];
  const stretches = Math.floor(count / 2) - 1;
  const inner = rows.slice(1, -1);
  const picked = Array.from({ length: stretches }, (_, index) => {
    const at = (part: number): number => Math.floor((part * inner.length) / stretches);
    return extremes(inner.slice(at(index), at(index + 1)));
  });
  return [rows[0]!, ...picked.flat(), rows.at(-1)!];
}

function extremes(rows: readonly Row[]): Row[] {
  const height = (row: Row): number => Number(row["y"]);
  let [low, high] = [0, 0];
  rows.forEach((row, index) => {
    if (height(row) < height(rows[low]!)) low = index;
    if (height(row) > height(rows[high]!)) high = index;
  });
  return low === high ? [rows[low]!] : [rows[Math.min(low, high)]!, rows[Math.max(low, high)]!];
}
