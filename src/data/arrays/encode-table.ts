import type { Table } from "../files/table.js";

/** A table as numbers: what was a number stays one, what was a word becomes one 0/1 column per category. */
export interface EncodedTable {
  /** Row after row. */
  readonly inputs: Float32Array;
  readonly featureNames: readonly string[];
  /** Which features were numbers, and so have a unit to be standardised away. */
  readonly numericColumns: readonly number[];
}

interface Feature {
  readonly name: string;
  readonly numeric: boolean;
  value(row: number): number;
}

/** The different values of a column, sorted. */
export const categories = (values: readonly unknown[]): readonly string[] =>
  [...new Set(values.map(String))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

const isEmpty = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value);

/**
 * The cells of a column, none of which may be empty.
 *
 * @throws {RangeError} if one is, naming row and column
 */
export function filled(name: string, values: readonly unknown[]): readonly unknown[] {
  const empty = values.findIndex(isEmpty);
  if (empty < 0) return values;
  throw new RangeError(
    `Cannot use column "${name}": row ${empty} (counted from 0) is ${String(values[empty])}, ` +
      `every cell needs a value. Drop the row (\`frame.dropNa({ axis: 1 })\`) or fill the cell in first.`,
  );
}

function featuresOf(name: string, cells: readonly unknown[]): readonly Feature[] {
  const values = filled(name, cells);
  if (values.every((value) => typeof value === "number" || typeof value === "boolean")) {
    const numeric = values.some((value) => typeof value === "number");
    return [{ name, numeric, value: (row) => Number(values[row]) }];
  }
  return categories(values).map((category) => ({
    name: `${name} = ${category}`,
    numeric: false,
    value: (row) => (String(values[row]) === category ? 1 : 0),
  }));
}

/** All columns but those left out, as numbers. */
export function encodeTable(table: Table, leftOut: readonly string[] = []): EncodedTable {
  const features = table.columns.flatMap((name, column) =>
    leftOut.includes(name) ? [] : featuresOf(name, columnValues(table, column)),
  );
  const inputs = new Float32Array(table.values.length * features.length);
  for (let row = 0; row < table.values.length; row++)
    features.forEach((feature, place) => {
      inputs[row * features.length + place] = feature.value(row);
    });
  return {
    inputs,
    featureNames: features.map(({ name }) => name),
    numericColumns: features.flatMap(({ numeric }, place) => (numeric ? [place] : [])),
  };
}

/** The cells of one column, top to bottom. */
export function columnValues(table: Table, column: number): readonly unknown[] {
  return table.values.map((row) => row[column]);
}
