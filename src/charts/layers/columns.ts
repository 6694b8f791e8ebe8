import { capitalised, nameText } from "../words.js";

/** A row of data: column → value. */
export type Row = Readonly<Record<string, unknown>>;

/** Where a layer takes a value from: a column by its name, or a function of the row. */
export type Channel<Item = Row> = (keyof Item & string) | ((row: Item, index: number) => unknown);

/** How many columns an error lists. */
const listed = 12;

/** The name of the column that a channel reads; undefined for a function. */
export function columnName(channel: Channel | undefined): string | undefined {
  return typeof channel === "string" ? channel : undefined;
}

/**
 * A column's name as the title of an axis: `"batchSize"` becomes "Batch size". A name with anything but letters,
 * digits and spaces in it stays as it is.
 */
export function titleOf(column: string): string {
  if (column === "") return "(unnamed)";
  return /^[A-Za-z][A-Za-z0-9 ]*$/.test(column) ? capitalised(nameText(column)) : column;
}

/**
 * The values of a channel, row by row.
 *
 * @throws {RangeError} if no row has the column
 */
export function valuesOf(rows: readonly Row[], channel: Channel, what: string): unknown[] {
  if (typeof channel === "function") return rows.map(channel);
  const column = channel;
  // The user's names may be those of Object.prototype ("constructor"): only a row's own columns count.
  if (rows.length > 0 && !rows.some((row) => Object.hasOwn(row, column))) {
    throw new RangeError(
      `Cannot draw ${what}: there is no column ${JSON.stringify(column)}. The columns are ${columnList(rows)}.`,
    );
  }
  return rows.map((row) => (Object.hasOwn(row, column) ? row[column] : undefined));
}

function columnList(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  const more = names.length > listed ? `, and ${names.length - listed} more` : "";
  return names.slice(0, listed).map((name) => JSON.stringify(name)).join(", ") + more; // prettier-ignore
}

/**
 * The numbers of a channel; NaN where a row holds none.
 *
 * @throws {RangeError} if no row has the column, or none holds a number there
 */
export function numbersOf(rows: readonly Row[], channel: Channel, what: string): number[] {
  const values = valuesOf(rows, channel, what);
  const numbers = values.map((value) => (typeof value === "number" ? value : Number.NaN));
  // A record that was saved as JSON holds null where a number was not finite.
  if (rows.length === 0 || values.some((value) => typeof value === "number" || value === null))
    return numbers;
  const column = columnName(channel);
  const name = column === undefined ? "what its function returns" : `the column ${JSON.stringify(column)}`;
  throw new RangeError(
    `Cannot draw ${what}: ${name} holds no number (its first value is ${short(values[0])}). ` +
      "Choose a column of numbers, or convert it with Number().",
  );
}

function short(value: unknown): string {
  return jsonOf(value).slice(0, 60);
}

/** A value as text: a string as it is, anything else as JSON, a missing one as "none". */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "none" : jsonOf(value);
}

/** A value as JSON, or its type if JSON cannot represent it (a function, a symbol). */
function jsonOf(value: unknown): string {
  const plain = (_: string, part: unknown): unknown => (typeof part === "bigint" ? String(part) : part);
  const text = JSON.stringify(value, plain) as string | undefined;
  return text ?? typeof value;
}

/** At most `count` of the items, evenly spaced, including the first and the last. */
export function thinned<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)]!);
}

/** Refuses to draw nothing. */
export function assertSome(items: { readonly length: number }, what: string): void {
  if (items.length === 0)
    throw new RangeError(`Cannot draw ${what}: there is no data. Pass at least one row.`);
}
