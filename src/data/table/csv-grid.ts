import { parse } from "papaparse";
import { shownCells, titleLines } from "./beside-table.js";
import type { NamedText } from "./csv-text.js";

/** How to read a file of separated values, where that cannot be detected. */
export interface CsvOptions {
  /** What separates the cells: `","`, `";"`, `"\t"`, `"|"`, or `" "` for runs of spaces. Default: detected. */
  readonly delimiter?: string;
  /** The file's encoding, for example "latin1"; default UTF-8, or UTF-16 with a byte-order mark. */
  readonly encoding?: string;
  /** Lines to skip above the line of column names; default 0. */
  readonly skipLines?: number;
}

/** The cells of a file, unchanged. */
export interface Grid {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  /** What was left out above the names, one sentence each. */
  readonly notes: readonly string[];
}

/** Possible delimiters; the comma last, because it is also a decimal separator. */
const delimiters = ["\t", ";", "|", ","] as const;

/** The delimiter is detected from this many rows. */
const sample = 200;

/**
 * Splits text into rows and cells. The first line holds the names; a line `sep=;` above it is respected, blank lines are
 * skipped, and so are titles: lines with one cell above a line of names.
 *
 * @throws {RangeError} if there is no row, a quote is not closed, or a row has more or fewer cells than there are names; the message
 *   shows the line taken as names and the delimiter
 */
export function csvGrid({ what, text }: NamedText, options: CsvOptions): Grid {
  const { named, body } = withoutHead(text, options.skipLines ?? 0);
  const delimiter = options.delimiter ?? named ?? foundDelimiter(body);
  const cells = cut(body, delimiter, what);
  const titles = titleLines(cells);
  const [names = [], ...rows] = cells.slice(titles);
  if (rows.length === 0)
    throw new RangeError(
      `Cannot read ${what} as a table: it ${cells.length === 0 ? "is empty" : "has only one line"}; there must be a line of ` +
        "column names and rows below it.",
    );
  checkWidths(what, names, rows, delimiter);
  const notes = titles === 0 ? [] : [`Above the names ${titles === 1 ? "a title was" : `${titles} titles were`} left out: ${shownCells(cells.slice(0, titles))}.`]; // prettier-ignore
  return { names: names.map(oneLine), rows, delimiter, notes };
}

/** Removes the lines to be skipped and a `sep=` line. Files of old Macs end their lines with a carriage return alone. */
function withoutHead(text: string, skipLines: number): { named: string | undefined; body: string } {
  if (!(Number.isSafeInteger(skipLines) && skipLines >= 0))
    throw new RangeError(`Cannot skip ${skipLines} lines: skipLines must be a whole number, 0 or more.`);
  const lines = text.includes("\n") ? text : text.replaceAll("\r", "\n");
  const kept = lines.split("\n", skipLines).reduce((rest, line) => rest.slice(line.length + 1), lines);
  const sep = /^"?sep=(.)"?\r?\n/i.exec(kept);
  return sep ? { named: sep[1], body: kept.slice(sep[0].length) } : { named: undefined, body: kept };
}

/** A name as it can be typed: a spreadsheet may have broken it into lines. */
const oneLine = (name: string): string => name.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");

function cut(body: string, delimiter: string, what: string, preview = 0): string[][] {
  if (delimiter === " ")
    return body
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map((line) => line.trim().split(/\s+/));
  const { data, errors } = parse<string[]>(body, { delimiter, preview, skipEmptyLines: "greedy" });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken && preview === 0)
    throw new RangeError(
      `Cannot read ${what} as a table: row ${broken.row ?? 0} (0 is the line of names): ${broken.message}. Correct the quotes there.`,
    );
  return data;
}

/**
 * The delimiter with which every row has as many cells as the first, at least two; else the one with which most rows agree.
 */
function foundDelimiter(body: string): string {
  const agreement = (delimiter: string): number => {
    const rows = cut(body, delimiter, "", sample);
    const width = rows[0]?.length ?? 0;
    return width < 2 ? 0 : rows.filter((row) => row.length === width).length / rows.length;
  };
  const shares = delimiters.map(agreement);
  const most = Math.max(...shares);
  if (most === 1) return delimiters[shares.indexOf(1)]!;
  if (agreement(" ") === 1) return " ";
  return delimiters[mostRowsCut(body)] ?? delimiters[shares.indexOf(most)]!;
}

/**
 * The index of the delimiter that splits most rows into the same number of cells, regardless of the first line; -1 if none
 * does.
 */
function mostRowsCut(body: string): number {
  const counts = delimiters.map((delimiter) => {
    const widths = new Map<number, number>();
    for (const { length } of cut(body, delimiter, "", sample))
      if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
    return Math.max(0, ...widths.values());
  });
  const most = Math.max(...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}

const delimiterNames: Readonly<Record<string, string>> = { "\t": "a tab", " ": "spaces" };

function checkWidths(
  what: string,
  names: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: string,
): void {
  const odd = rows.findIndex((row) => row.length !== names.length);
  if (odd < 0) return;
  const line = names.join(delimiter);
  const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line;
  throw new RangeError(
    `Cannot read ${what} as a table: row ${odd + 1} has ${rows[odd]!.length} cells, and the line taken as names has ` +
      `${names.length}: ${JSON.stringify(shown)} (the delimiter is ${delimiterNames[delimiter] ?? `"${delimiter}"`}). All must have ` +
      "the same number. If the names are further down, use skipLines: 1 (or more); if there is another delimiter, " +
      'use, for example, delimiter: ";"; a cell that contains the delimiter must be quoted.',
  );
}
