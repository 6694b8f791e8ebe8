import { extentOf } from "../../runtime/extent.js";
import type { ColumnKind } from "./column-type.js";
import type { Column, Table } from "./table.js";

/** Numbers that people and instruments write where there is no value. */
const codes = [999_999, 99_999, 9999, 999, 99].flatMap((code) => [-code, code]);

/** A slip of the pen does not occur this often. */
const fewest = 3;

/**
 * Numbers such as -999 that stand for "no value": they recur, and lie farther from all other values than those lie from each
 * other. Columns that were said to be numbers keep them.
 *
 * @param kinds what the owner said about columns
 */
export function withoutCodes(table: Table, kinds: Readonly<Record<string, ColumnKind>>): Table {
  const read = table.columns.map((column) => {
    const isOpen = column.type.kind === "number" && !Object.hasOwn(kinds, column.name);
    return isOpen ? withoutAll(column) : { column, notes: [] };
  });
  return {
    ...table,
    columns: read.map(({ column }) => column),
    notes: [...table.notes, ...read.flatMap(({ notes }) => notes)],
  };
}

/** A column may have two codes, such as -999 and -9999; the larger is found first. */
function withoutAll(column: Column): { readonly column: Column; readonly notes: readonly string[] } {
  const code = codeOf(column);
  if (code === undefined) return { column, notes: [] };
  const rest = withoutAll(without(column, code));
  return { column: rest.column, notes: [noteOf(column, code), ...rest.notes] };
}

function codeOf({ cells }: Column): number | undefined {
  return codes.find((code) => {
    if (cells.filter((cell) => cell === code).length < fewest) return false;
    const [low, high] = extentOf(
      cells.filter((cell) => typeof cell === "number" && cell !== code) as number[],
    );
    const range = high - low;
    return range > 0 && (code < low - range || code > high + range);
  });
}

function without(column: Column, code: number): Column {
  const missing = [...(column.type.missing ?? []), String(code)];
  const cells = column.cells.map((cell) => (cell === code ? null : cell));
  return { ...column, type: { ...column.type, missing }, cells };
}

const noteOf = ({ name, cells }: Column, code: number): string =>
  `Column "${name}": ${code} counts as missing (${cells.filter((cell) => cell === code).length} cells), because it is far from all ` +
  `other values; use columns: { "${name}": "number" } if it was measured.`;
