import type { Bundle } from "../link/frames.js";

/** What of a danfo.js DataFrame or Series is needed to show it; recognised by its shape. */
interface Table {
  readonly columns: readonly unknown[];
  readonly index: readonly unknown[];
  readonly rows: readonly (readonly unknown[])[];
  /** The table as text. */
  text(): string;
}

/** Rows shown from the beginning and from the end of a long table. */
const shownAtEitherEnd = 10;

/** The value as a table, if it is a DataFrame or a Series. */
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
  const rows = (values as unknown[]).map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
  return { columns, index, rows, text: () => (value as { toString(): string }).toString() };
}

/** The table as HTML and as text. */
export function tableBundle(table: Table): Bundle {
  return { "text/html": html(table), "text/plain": table.text() };
}

function html({ columns, index, rows }: Table): string {
  const head = `<tr><th></th>${columns.map((name) => `<th>${escape(name)}</th>`).join("")}</tr>`;
  const row = (at: number) =>
    `<tr><th>${escape(index[at])}</th>${rows[at]!.map((cell) => `<td>${escape(format(cell))}</td>`).join("")}</tr>`;
  const gap = `<tr><th>…</th>${columns.map(() => "<td>…</td>").join("")}</tr>`;
  const all = rows.map((_, at) => at);
  const body =
    rows.length <= 2 * shownAtEitherEnd
      ? all.map(row)
      : [...all.slice(0, shownAtEitherEnd).map(row), gap, ...all.slice(-shownAtEitherEnd).map(row)];
  const size = `<p>${rows.length} rows × ${columns.length} columns</p>`;
  return `<table class="dataframe"><thead>${head}</thead><tbody>${body.join("")}</tbody></table>${size}`;
}

function format(cell: unknown): unknown {
  return typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(6)) : cell;
}

function escape(value: unknown): string {
  const replacements: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(value).replace(/[&<>"]/g, (character) => replacements[character]!);
}
