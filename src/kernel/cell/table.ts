import type { Bundle } from "../link/frames.js";

/** What of a table is needed to show it. */
export interface Table {
  readonly columns: readonly unknown[];
  readonly length: number;
  /** What stands before a row. */
  readonly label: (row: number) => unknown;
  readonly cells: (row: number) => readonly unknown[];
  /** The table as text. */
  readonly text: () => string;
}

/** Rows shown from the beginning and from the end of a long table. */
const shownAtEitherEnd = 10;

/** The value as a table, if it is a danfo.js DataFrame or Series, recognised by its shape. */
export function asTable(value: unknown): Table | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { columns, index, values, shape, dtypes, print } = value as Record<string, unknown>;
  const fits =
    Array.isArray(columns) &&
    Array.isArray(index) &&
    Array.isArray(values) &&
    Array.isArray(dtypes) &&
    Array.isArray(shape);
  if (!fits || typeof print !== "function") return undefined;
  const rows = values as unknown[];
  return {
    columns,
    length: rows.length,
    label: (row) => index[row] as unknown,
    cells: (row) => (Array.isArray(rows[row]) ? (rows[row] as unknown[]) : [rows[row]]),
    text: () => (value as { toString(): string }).toString(),
  };
}

/** The table as HTML and as text. */
export function tableBundle(table: Table): Bundle {
  return { "text/html": html(table), "text/plain": table.text() };
}

function html({ columns, length, label, cells }: Table): string {
  const head = `<tr><th></th>${columns.map((name) => `<th>${escape(name)}</th>`).join("")}</tr>`;
  const row = (at: number) => {
    const shown = cells(at).map((cell) => `<td>${escape(format(cell))}</td>`);
    return `<tr><th>${escape(label(at))}</th>${shown.join("")}</tr>`;
  };
  const gap = `<tr><th>…</th>${columns.map(() => "<td>…</td>").join("")}</tr>`;
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => row(from + at));
  const body =
    length <= 2 * shownAtEitherEnd
      ? range(0, length)
      : [...range(0, shownAtEitherEnd), gap, ...range(length - shownAtEitherEnd, length)];
  const size = `<p>${length} rows × ${columns.length} columns</p>`;
  return `<table class="dataframe"><thead>${head}</thead><tbody>${body.join("")}</tbody></table>${size}`;
}

function format(cell: unknown): unknown {
  return typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(6)) : cell;
}

function escape(value: unknown): string {
  const replacements: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(value).replace(/[&<>"]/g, (character) => replacements[character]!);
}
