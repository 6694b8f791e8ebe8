import { existsSync, readFileSync, statSync } from "node:fs";
import { parse } from "papaparse";
import type { Table } from "../../data/files/table.js";

/** What people write into a cell that has no value. */
const noValue = new Set(["NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "None", "?"]);

/**
 * A table of comma-separated values with the names of the columns in its first line.
 *
 * Numbers become numbers, true and false booleans; empty cells, `NA`, `NaN`, `null`, `None` and `?` become null. The
 * delimiter (comma, semicolon, tab, …) is found out.
 *
 * @param source the path of a file, or the text itself, which has more than one line
 * @throws {RangeError} if there is no such file, it has no rows, or a row is longer or shorter than the first line
 */
export function readCsv(source: string): Table {
  const what = source.includes("\n") ? "the text" : source;
  const text = source.includes("\n") ? source : fileText(source);
  const { data, errors } = parse<unknown[]>(text, { dynamicTyping: true, skipEmptyLines: "greedy" });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken)
    throw new RangeError(
      `Cannot read ${what} as a table: row ${broken.row ?? 0} (0 is the line of names): ${broken.message}. Correct the quotes there.`,
    );
  const [names = [], ...rows] = data;
  if (rows.length === 0)
    throw new RangeError(
      `Cannot read ${what} as a table: it has ${data.length === 0 ? "nothing in it" : "one line"}; there must be a line of ` +
        `column names and rows below it.`,
    );
  const columns = names.map((name, place) => (name === null ? `column ${place + 1}` : textOf(name).trim()));
  checkNames(what, columns);
  checkWidths(what, columns, rows);
  return { columns, values: rows.map((row) => row.map(cell)) };
}

function fileText(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new RangeError(
      `Cannot read the table "${path}": there is no such file. Give the path of a CSV file (relative to ${process.cwd()}), or ` +
        `the text of one, with a line of column names first.`,
    );
  return readFileSync(path, "utf8");
}

/** The cell of a name, which papaparse may have taken for a number. */
function textOf(name: unknown): string {
  return typeof name === "string" ? name : JSON.stringify(name);
}

function cell(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const trimmed = value.trim();
  return trimmed === "" || noValue.has(trimmed) ? null : trimmed;
}

function checkNames(what: string, columns: readonly string[]): void {
  const twin = columns.find((name, place) => columns.indexOf(name) !== place);
  if (twin !== undefined)
    throw new RangeError(
      `Cannot read ${what} as a table: two columns are named "${twin}"; every column needs a name of its own.`,
    );
}

function checkWidths(what: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const odd = rows.findIndex((row) => row.length !== columns.length);
  if (odd >= 0)
    throw new RangeError(
      `Cannot read ${what} as a table: row ${odd + 1} has ${rows[odd]!.length} cells, the line of names has ${columns.length}; ` +
        `all must have as many. A cell with a comma in it must stand in quotes.`,
    );
}
