import { parseDate, parseTime, type DateOrder } from "./date-format.js";
import { parseNumber, type NumberFormat } from "./number-format.js";

/** What a column holds and how it is written; plain data, saved with a model. */
export type ColumnType = OwnType & {
  /** Words and numbers that stand for "no value" in this column besides the usual ones, as text: "-999", "on request". */
  readonly missing?: readonly string[];
};

type OwnType =
  | { readonly kind: "number"; readonly format: NumberFormat }
  | { readonly kind: "boolean" }
  | { readonly kind: "date"; readonly order: DateOrder }
  | { readonly kind: "time" }
  /** `literal`: strings stay exactly as they are, including "NA". */
  | { readonly kind: "words"; readonly literal?: true };

/** The ways to override how a column is read. */
export type ColumnKind = (typeof columnKindNames)[number];

/** Their names. */
export const columnKindNames = ["number", "decimalComma", "words", "boolean", "date", "dayFirst", "monthFirst", "time"] as const; // prettier-ignore

/** Whether something is the name of a kind. */
export const isColumnKind = (kind: unknown): kind is ColumnKind =>
  (columnKindNames as readonly unknown[]).includes(kind);

/** A cell that was read: dates in milliseconds since 1970, times in hours, `null` where there is no value. */
export type Cell = number | boolean | string | null;

/** Common spellings of a missing value. */
const noValue = new Set([
  ...["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "?", "-", "--", "."],
]);

/** Whether a cell has no value. */
export const isMissing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  Number.isNaN(value) ||
  (typeof value === "string" && noValue.has(value.trim()));

/** "inf" and the like, which no network can use: treated as missing in a column of numbers. */
export const isInfinite = (value: unknown): boolean =>
  value === Infinity ||
  value === -Infinity ||
  (typeof value === "string" && /^[+-]?(?:inf|infinity)$/i.test(value.trim()));

/**
 * One cell read as its column's type; `undefined` if that is impossible.
 *
 * @param value a string from a file, or a value of a DataFrame or an object
 */
export function readCell(type: ColumnType, value: unknown): Cell | undefined {
  if (type.missing === undefined) return ownCell(type, value);
  if (typeof value === "string" && type.missing.includes(value.trim())) return null;
  const cell = ownCell(type, value);
  return typeof cell === "number" && type.missing.includes(String(cell)) ? null : cell;
}

function ownCell(type: ColumnType, value: unknown): Cell | undefined {
  if (type.kind === "words" && type.literal && typeof value === "string") return value;
  if (isMissing(value)) return null;
  if (type.kind === "words") return value instanceof Date ? value.toISOString() : String(value).trim();
  if (isInfinite(value)) return null;
  if (typeof value === "string") return textCell(type, value.trim());
  if (value instanceof Date) return type.kind === "date" ? value.getTime() : undefined;
  if (typeof value === "boolean")
    return type.kind === "boolean" || type.kind === "number" ? value : undefined;
  if (typeof value !== "number") return undefined;
  return type.kind === "boolean" && value !== 0 && value !== 1 ? undefined : value;
}

function textCell(type: ColumnType, text: string): Cell | undefined {
  switch (type.kind) {
    case "number":
      return parseNumber(text, type.format) ?? parseNumber(text, { decimal: type.format.decimal });
    case "boolean":
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
    case "date":
      return parseDate(text, type.order);
    case "time":
      return parseTime(text);
    case "words":
      return text;
  }
}
