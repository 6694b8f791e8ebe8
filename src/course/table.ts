import { checkOptionNames } from "../runtime/nearest-name.js";
import { escapeXml } from "../charts/escape.js";
import { valueText } from "../charts/words.js";
import { htmlDisplay, type Displayable } from "./mime-bundle.js";

/** A row of a table: column name → value. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Options for {@link summaryTable}. */
export interface TableOptions {
  /** What the table shows, read first by a screen reader. */
  readonly caption?: string;
  /** The columns, in this order; the names that occur, in order of first appearance, by default. */
  readonly columns?: readonly string[];
  /** How many rows at most; what is left out is counted. 20 by default. */
  readonly limit?: number;
}

/**
 * Rows as a table: HTML with a caption and header cells that a screen reader announces, and aligned text.
 *
 * @param rows one object per row
 * @throws {RangeError} if there is no row
 * @example
 * await show(summaryTable([{ rate: 0.1, loss: 0.31 }, { rate: 0.01, loss: 0.52 }], { caption: "Two rates" }));
 * @see W3C, "Web Accessibility Tutorials: Tables", https://www.w3.org/WAI/tutorials/tables/
 */
export function summaryTable(rows: readonly TableRow[], options: TableOptions = {}): Displayable {
  checkOptionNames("call summaryTable", options, ["caption", "columns", "limit"]);
  if (rows.length === 0) throw new RangeError("Cannot make a table of no rows: pass at least one.");
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shown = rows.slice(0, options.limit ?? 20);
  const cells = shown.map((row) => columns.map((column) => cellText(row[column])));
  const left = rows.length - shown.length;
  const note = left > 0 ? `… and ${left} more rows` : "";
  const numeric = columns.map((column) => shown.every((row) => typeof row[column] === "number"));
  return htmlDisplay(
    tableHtml(columns, cells, numeric, options.caption, note),
    tableText(columns, cells, options.caption, note),
  );
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return valueText(isCount(value) ? value : Number(value.toPrecision(4)));
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : valueText(value);
}

/** Whole numbers are counts and sizes: 12288 units are not 12290. */
const isCount = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 1e7;

function tableHtml(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
  caption: string | undefined,
  note: string,
): string {
  const align = (index: number): string => (numeric[index] ? "right" : "left");
  const cell = (tag: "td" | `th scope="${"col" | "row"}"`, text: string, index: number): string =>
    `<${tag} style="text-align:${align(index)}">${escapeXml(text)}</${tag.slice(0, 2)}>`;
  const tagOf = (index: number): "td" | 'th scope="row"' =>
    index === 0 && !numeric[0] ? 'th scope="row"' : "td";
  const head = columns.map((column, index) => cell('th scope="col"', column, index)).join("");
  const body = cells.map(
    (row) => `<tr>${row.map((text, index) => cell(tagOf(index), text, index)).join("")}</tr>`,
  );
  const captionHtml = caption ? `<caption style="text-align:left">${escapeXml(caption)}</caption>` : "";
  const foot = note ? `<p>${escapeXml(note)}</p>` : "";
  return `<table>${captionHtml}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>${foot}`;
}

function tableText(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  caption: string | undefined,
  note: string,
): string {
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, row[index]!.length), column.length),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, index) => text.padEnd(widths[index]!))
      .join("  ")
      .trimEnd();
  const lines = [
    caption ?? "",
    line(columns),
    line(widths.map((width) => "─".repeat(width))),
    ...cells.map(line),
    note,
  ];
  return lines.filter((text) => text !== "").join("\n");
}
