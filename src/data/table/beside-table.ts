const textOf = (cell: unknown): string => (typeof cell === "string" ? cell.trim() : "");

/** Cells of a file that have something in them. */
const filled = (row: readonly unknown[]): string[] => row.map(textOf).filter((text) => text !== "");

const isNumeric = (text: string): boolean => /^[\s\d.,+-]+$/.test(text);

/** A line with one cell, and nothing beside it, says something about the table. */
const isRemark = (row: readonly unknown[], width: number): boolean =>
  filled(row).length === 1 && (row.length === 1 ? width >= 2 : width >= 3) && !isNumeric(filled(row)[0]!);

/**
 * How many lines above the names are titles: they have one cell, where the line below them has names and the table at least
 * three columns (two, if the titles have no delimiters).
 */
export function titleLines(rows: readonly (readonly string[])[]): number {
  const width = rows[Math.min(20, rows.length - 1)]?.length ?? 0;
  const first = rows.findIndex((row) => !isRemark(row, width));
  const names = filled(rows[first] ?? []);
  const areNames = 2 * names.length > width && !names.some(isNumeric) && first < rows.length - 1;
  return areNames ? first : 0;
}

/** What sums are called, in the languages of most spreadsheets. */
const totalName =
  /^(?:(?:grand |sub-?)?total[es]?|sums?|(?:gesamt|zwischen)?summen?|gesamt|insgesamt|somme|suma|totaal|Σ)\b[^a-z]*$/i;

/** The end of a table that is not data, and what to say about it. */
export interface Foot {
  readonly rows: number;
  readonly notes: readonly string[];
}

/**
 * Lines at the end of a file that are not examples: remarks with one cell, and a row of totals, whose first cell is "Total" or
 * "Summe" as no other cell of that column is. One learned as an example spoils everything: it is as large as all others together.
 *
 * @param cells the columns of a file
 * @param count its rows
 */
export function footOf(cells: readonly (readonly unknown[])[], count: number): Foot {
  const rowAt = (row: number): unknown[] => cells.map((column) => column[row]);
  let end = count;
  while (end > 1 && isRemark(rowAt(end - 1), cells.length) && !isNameless(cells, end - 1)) end--;
  const remarks = Array.from({ length: count - end }, (_, place) => rowAt(end + place));
  const total = end > 2 ? totalOf(cells, end) : undefined;
  return {
    rows: count - end + (total === undefined ? 0 : 1),
    notes: [
      ...(remarks.length > 0 ? [`Below the table ${remarks.length === 1 ? "a remark was" : `${remarks.length} remarks were`} left out: ${shownCells(remarks)}.`] : []), // prettier-ignore
      ...(total === undefined ? [] : [`The last row, ${JSON.stringify(total)}, was left out, because it sums up the others.`]), // prettier-ignore
    ],
  };
}

/** Whether the one cell is not in the first column: then it is a value, of an example that lacks the others. */
const isNameless = (cells: readonly (readonly unknown[])[], row: number): boolean =>
  filled([cells[0]?.[row]]).length === 0;

function totalOf(cells: readonly (readonly unknown[])[], end: number): string | undefined {
  const column = cells.find((own) => filled([own[end - 1]]).length === 1) ?? [];
  const name = textOf(column[end - 1]);
  const isOther = column.slice(0, end - 1).some((cell) => totalName.test(textOf(cell)));
  return totalName.test(name) && !isOther ? name : undefined;
}

/** The cells of some lines, for a message. */
export const shownCells = (rows: readonly (readonly unknown[])[]): string =>
  rows.slice(0, 3).map((row) => JSON.stringify((filled(row)[0] ?? "").slice(0, 60))).join(", ") + (rows.length > 3 ? ", …" : ""); // prettier-ignore
