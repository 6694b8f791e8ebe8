import { countsOf, groupBy } from "../../runtime/collections.js";
import type { Cell, ColumnKind } from "./column-type.js";
import type { Column, Table } from "./table.js";

/** A word without what people vary: capitals and spaces. */
export const plainSpelling = (word: string): string => word.toLowerCase().replaceAll(/\s+/g, " ").trim();

/**
 * Words that differ only in capitals or spaces mean the same, "Yes" and "YES", and all become the most frequent of them. Single
 * letters stay unless there are two, as in a column of "Y", "y", "N" and "n", and so do columns that were said to be words: there "CO" and
 * "Co" may be different things.
 *
 * @param kinds what the owner said about columns
 */
export function oneSpelling(table: Table, kinds: Readonly<Record<string, ColumnKind>>): Table {
  const merged = table.columns.map((column) =>
    column.type.kind === "words" && !Object.hasOwn(kinds, column.name) ? mergedColumn(column) : { column },
  );
  return {
    ...table,
    columns: merged.map(({ column }) => column),
    notes: [...table.notes, ...merged.flatMap(({ note }) => note ?? [])],
  };
}

function mergedColumn(column: Column): { readonly column: Column; readonly note?: string } {
  const groups = variants(column.cells);
  if (groups.length === 0) return { column };
  const chosen = new Map<Cell, Cell>(groups.flatMap((words) => words.map((word) => [word, words[0]!])));
  const shown = groups.slice(0, 3).map((words) => words.map((word) => JSON.stringify(word)).join(", "));
  const more = groups.length > 3 ? "; …" : "";
  return {
    column: { ...column, cells: column.cells.map((cell) => chosen.get(cell) ?? cell) },
    note:
      `Column "${column.name}": ${shown.join("; ")}${more} differ only in capitals or spaces and count as the first of them; use ` +
      `columns: { "${column.name}": "words" } if they are different words.`,
  };
}

/** Words that are spelled in several ways, the most frequent way first. */
function variants(cells: readonly Cell[]): string[][] {
  const counts = countsOf(cells.filter((cell) => typeof cell === "string"));
  const groups = groupBy([...counts.keys()], plainSpelling);
  const areTwoLetters = groups.size === 2 && [...groups.keys()].every((plain) => plain.length === 1);
  const frequent = (one: string, other: string): number => counts.get(other)! - counts.get(one)!;
  const several = [...groups].filter(
    ([plain, words]) => (areTwoLetters || plain.length > 1) && words.length > 1,
  );
  return several.map(([, words]) => words.sort(frequent));
}
