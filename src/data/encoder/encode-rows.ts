import { isRecord } from "../../runtime/collections.js";
import {
  flatten,
  isTensor,
  isTypedArray,
  type NestedNumbers,
  type TensorLike,
  type TypedNumbers,
} from "../arrays/numbers.js";
import { isFrame } from "../table/frame.js";
import {
  columnsOf,
  firstOf,
  isTableSource,
  rawTable,
  type RawTable,
  type TableSource,
} from "../table/table.js";
import type { CsvOptions } from "../table/csv-grid.js";
import { encodeColumns, type EmptyCell, type Encoder } from "./encoder.js";
import { scaledValues } from "./scale.js";

/** One row in its own units: an object by column name, or a number if there is one column. A list of cells counts as rows: `[[170, 65]]`. */
export type OneRow = number | Readonly<Record<string, unknown>>;

/** Rows in their own units: a table, lists of the columns' cells, arrays of numbers, or a tensor. */
export type RowSource =
  TableSource | NestedNumbers | readonly (readonly unknown[])[] | TypedNumbers | TensorLike;

/** Rows as a network takes them. */
export interface EncodedRows {
  readonly inputs: Float32Array;
  readonly count: number;
}

/** Whether a value is a single row, which gets a single prediction. */
export const isOneRow = (value: unknown): value is OneRow =>
  typeof value === "number" ||
  (isRecord(value) && !isFrame(value) && !isTensor(value) && !isTypedArray(value));

/**
 * Converts rows in their own units to a network's inputs, as fitted on the training rows. Columns are found by name, and
 * columns that were not in training are ignored; a word that never occurred in training is "other". Where missing cells are
 * filled, an object may lack columns, as long as it has no unknown ones.
 *
 * @throws {RangeError} if columns are missing (all are named), or a cell cannot be read as its column's type
 * @throws {TypeError} if the rows are of an unsupported kind
 */
export function encodeRows(
  encoder: Encoder,
  rows: RowSource | OneRow,
  options: CsvOptions = {},
): EncodedRows {
  const size = encoder.inputShape.reduce((product, length) => product * length, 1);
  const raw = encoder.codes
    ? rawColumns(encoder, encoder.codes, rows, options)
    : rawNumbers(encoder, rows, size);
  const inputs = scaledValues(raw, encoder.scales);
  const bad = inputs.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `Cannot predict: row ${Math.floor(bad / size) + 1} becomes ${inputs[bad]!} at input ${(bad % size) + 1}; every input must be a ` +
        "finite 32-bit number.",
    );
  return { inputs, count: inputs.length / size };
}

function rawColumns(
  { names = [] }: Encoder,
  codes: NonNullable<Encoder["codes"]>,
  rows: RowSource | OneRow,
  options: CsvOptions,
): Float64Array {
  const source = asTable(rows, names);
  const table = rawTable(source, options);
  const isPartial = Array.isArray(source) && onlyHas(table, names);
  const missing = codes
    .filter(({ name, filling }) => !table.names.includes(name) && !(isPartial && filling))
    .map(({ name }) => name);
  if (missing.length > 0) throw missingColumns(missing, table.names);
  const nothing = Array.from({ length: table.rows }, () => null);
  const columns = columnsOf(
    codes.map(({ name, type }) => ({ name, type, raw: table.cells[table.names.indexOf(name)] ?? nothing })),
  );
  return encodeColumns(codes, columns, cannotFill);
}

/** A key that an object lacks is a missing cell, unless it has an unknown key that may be a misspelling of it. */
const onlyHas = (table: RawTable, names: readonly string[]): boolean =>
  table.names.length > 0 && table.names.every((name) => names.includes(name));

function cannotFill(cells: readonly EmptyCell[]): RangeError {
  const [first] = cells;
  const why = "cannot be filled automatically, because no cell was allowed to be empty in training";
  return new RangeError(
    cells.length === 1
      ? `Cannot predict: row ${first!.row + 1} of column "${first!.column}" is empty and ${why}. Fill it in.`
      : `Cannot predict: ${cells.length} cells are empty and ${why}. ` +
          `${firstOf(cells.map(({ column, row }) => `row ${row + 1} of column "${column}"`))}\nFill them in.`,
  );
}

function missingColumns(missing: readonly string[], names: readonly string[]): RangeError {
  const list = missing.map((name) => `"${name}"`).join(", ");
  return new RangeError(
    `Cannot predict: ${missing.length === 1 ? "column" : "columns"} ${list} ${missing.length === 1 ? "is" : "are"} missing; there are ` +
      `${names.join(", ")}.`,
  );
}

/** Lists of cells get the names of the columns; named rows keep theirs. */
function asTable(rows: RowSource | OneRow, names: readonly string[]): TableSource {
  if (isTableSource(rows)) return rows;
  if (isRecord(rows) && !isTensor(rows) && !isTypedArray(rows)) return [rows];
  const lists = cellLists(rows, names.length);
  const odd = lists.findIndex(({ length }) => length !== names.length);
  if (odd >= 0)
    throw new RangeError(
      `Cannot predict: row ${odd + 1} has ${lists[odd]!.length} cells, and there are ${names.length} columns: ${names.join(", ")}. ` +
        "Give all of them in this order, or objects by column name.",
    );
  return { columns: names, values: lists };
}

function cellLists(rows: unknown, width: number): readonly (readonly unknown[])[] {
  const flat = typeof rows === "number" ? [rows] : isTensor(rows) ? Array.from(rows.dataSync()) : rows;
  if (isTypedArray(flat) || (Array.isArray(flat) && !Array.isArray(flat[0]) && !isTypedArray(flat[0]))) {
    const cells: readonly unknown[] = Array.from(flat as ArrayLike<unknown>);
    const count = Math.ceil(cells.length / width);
    return Array.from({ length: count }, (_, row) => cells.slice(row * width, (row + 1) * width));
  }
  if (Array.isArray(flat)) return flat.map((row: unknown) => Array.from(row as ArrayLike<unknown>));
  throw new TypeError(
    `Cannot predict from ${rows === null ? "null" : typeof rows}: give a table (a CSV file, a DataFrame, objects by column name), ` +
      "lists of the columns' cells, or numbers.",
  );
}

/** Inputs that are already numbers: nested lists of any depth, by column name where there are names. */
function rawNumbers({ names }: Encoder, rows: RowSource | OneRow, size: number): ArrayLike<number> {
  const values = numbersOf(names, rows);
  if (values.length > 0 && values.length % size === 0) return values;
  throw new RangeError(
    `Cannot predict: there are ${values.length} numbers, and one example has ${size}; give whole examples.`,
  );
}

function numbersOf(names: readonly string[] | undefined, rows: RowSource | OneRow): ArrayLike<number> {
  if (typeof rows === "number") return [rows];
  if (isTensor(rows)) return rows.dataSync();
  if (isTypedArray(rows)) return rows;
  if (isTableSource(rows)) return byName(names, rawTable(rows));
  if (isRecord(rows)) return byName(names, rawTable([rows]));
  return flatten("the rows", rows as NestedNumbers).values;
}

function byName(names: readonly string[] | undefined, table: RawTable): ArrayLike<number> {
  const wanted = names ?? table.names;
  const missing = wanted.filter((name) => !table.names.includes(name));
  if (missing.length > 0) throw missingColumns(missing, table.names);
  const columns = wanted.map((name) => table.cells[table.names.indexOf(name)]!);
  const type = { kind: "number", format: { decimal: "." } } as const;
  const cells = columnsOf(wanted.map((name, place) => ({ name, type, raw: columns[place]! })));
  const empty = cells.flatMap((column) =>
    column.cells.flatMap((cell, row) => (cell === null ? [{ column: column.name, row }] : [])),
  );
  if (empty.length > 0) throw cannotFill(empty);
  const values = Array.from({ length: table.rows }, (_, row) => cells.map((column) => column.cells[row]!));
  return values.flat().map(Number);
}
