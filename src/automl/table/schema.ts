import { categories, columnValues } from "../../data/arrays/encode-table.js";
import type { Table } from "../../data/files/table.js";
import { isEmptyCell } from "./table-of.js";

/** What one column of a table holds: numbers (also true and false), or words, each of which becomes a 0/1 input. */
export type Column =
  | { readonly name: string; readonly kind: "number" }
  | { readonly name: string; readonly kind: "words"; readonly words: readonly string[] };

/** More different words than this are a text, an address, a name: nothing that repeats. */
const mostWords = 50;

/**
 * What the columns of a table hold.
 *
 * @param table without empty cells
 * @throws {RangeError} if there is no column, or one holds text or dates that cannot be counted as categories
 */
export function schemaOf(table: Table): Column[] {
  if (table.columns.length === 0)
    throw new RangeError("Cannot learn from this table: beside the target it has no column to learn from.");
  return table.columns.map((name, column) => columnOf(name, columnValues(table, column)));
}

const isNumber = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

function columnOf(name: string, values: readonly unknown[]): Column {
  const odd = values.filter((value) => !isNumber(value));
  if (odd.length === 0) return { name, kind: "number" };
  const ignore = `leave the column out, ignore: ["${name}"]`;
  if (odd[0] instanceof Date)
    throw new RangeError(
      `Cannot learn from column "${name}": it holds dates, and a network takes numbers. Make columns such as year, month or ` +
        `days since of it, or ${ignore}.`,
    );
  const words = categories(values);
  if (words.length <= mostWords && 2 * words.length <= values.length) return { name, kind: "words", words };
  if (2 * odd.length < values.length)
    throw new RangeError(
      `Cannot learn from column "${name}": it holds numbers but for ${odd.length} of ${values.length} cells, for example ` +
        `"${String(odd[0])}" in row ${values.indexOf(odd[0]) + 1}. Correct those cells (empty means no value), or ${ignore}.`,
    );
  throw new RangeError(
    `Cannot learn from column "${name}": it holds ${words.length} different words in ${values.length} rows, for example ` +
      `"${words[0]!.slice(0, 40)}"; words must be categories that come again, at most ${mostWords} of them. Texts and names are nothing ` +
      `for this kind of network: ${ignore}.`,
  );
}

/** One name per input: the column's, or the column's and the word's. */
export function inputNames(schema: readonly Column[]): string[] {
  return schema.flatMap((column) =>
    column.kind === "number" ? [column.name] : column.words.map((word) => `${column.name} = ${word}`),
  );
}

/** Which inputs have a unit to be standardised away. */
export function numericInputs(schema: readonly Column[]): number[] {
  const kinds = schema.flatMap((column) =>
    column.kind === "number" ? [true] : column.words.map(() => false),
  );
  return [...kinds.keys()].filter((place) => kinds[place]);
}

/**
 * The rows of a table as inputs, row after row. Columns are found by name; others than the schema's are passed over.
 *
 * @throws {RangeError} if a column is missing, or a cell is empty or holds what its column never held
 */
export function encodeRows(schema: readonly Column[], table: Table): Float32Array {
  const width = inputNames(schema).length;
  const inputs = new Float32Array(table.values.length * width);
  let first = 0;
  for (const column of schema) {
    const place = table.columns.indexOf(column.name);
    if (place < 0)
      throw new RangeError(
        `Cannot predict: column "${column.name}" is missing; there are ${table.columns.join(", ")}.`,
      );
    table.values.forEach((row, index) => {
      const [offset, value] = encodeCell(column, row[place], index);
      inputs[index * width + first + offset] = value;
    });
    first += column.kind === "number" ? 1 : column.words.length;
  }
  return inputs;
}

/** Which of the column's inputs is set, and to what. */
function encodeCell(column: Column, value: unknown, row: number): [number, number] {
  const where = `row ${row + 1} of column "${column.name}"`;
  if (isEmptyCell(value))
    throw new RangeError(`Cannot predict: ${where} is empty; every cell needs a value.`);
  if (column.kind === "words") {
    const place = column.words.indexOf(String(value));
    if (place >= 0) return [place, 1];
    throw new RangeError(
      `Cannot predict: ${where} is "${String(value)}", which did not occur in training; known are ${column.words.join(", ")}.`,
    );
  }
  if (isNumber(value) && Number.isFinite(Number(value))) return [0, Number(value)];
  throw new RangeError(`Cannot use ${where}: it is ${JSON.stringify(value)}, and must be a finite number.`);
}
