import { isFrame, type FrameLike } from "../../data/arrays/numbers.js";
import type { Table } from "../../data/files/table.js";
import { isRecord } from "../../runtime/collections.js";
import { readCsv } from "./csv.js";

/** A table: the path or the text of a CSV file, a danfo.js DataFrame, or one object per row. */
export type TableSource = string | FrameLike | readonly Readonly<Record<string, unknown>>[];

/** Whether something is one of these. */
export const isTableSource = (value: unknown): value is TableSource =>
  typeof value === "string" || isFrame(value) || (Array.isArray(value) && value.every(isRecord));

/** The rows under their column names, whatever kind of table it is. */
export function tableOf(source: TableSource): Table {
  if (typeof source === "string") return readCsv(source);
  if (isFrame(source))
    return { columns: source.columns, values: source.values as readonly (readonly unknown[])[] };
  const columns = [...new Set(source.flatMap((row) => Object.keys(row)))];
  return { columns, values: source.map((row) => columns.map((name) => row[name])) };
}

/** The same table without some of its columns. */
export function withoutColumns({ columns, values }: Table, names: readonly string[]): Table {
  const kept = columns.flatMap((name, place) => (names.includes(name) ? [] : [place]));
  return {
    columns: kept.map((place) => columns[place]!),
    values: values.map((row) => kept.map((place) => row[place])),
  };
}

/** Whether a cell has no value. */
export const isEmptyCell = (value: unknown): boolean =>
  value === null || value === undefined || Number.isNaN(value);
