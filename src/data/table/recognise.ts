import { isInfinite, isMissing, type ColumnKind, type ColumnType } from "./column-type.js";
import { dateOrders, parseDate, parseTime, type DateOrder } from "./date-format.js";
import {
  formatNote,
  isMoneyOrShare,
  parseNumber,
  plainFormat,
  readingOf,
  sum,
  type NumberFormat,
  type Tally,
} from "./number-format.js";

/** What a column was recognised as. */
export interface Recognised {
  readonly type: ColumnType;
  /** What a reader should know about it: "read as numbers with a decimal comma". */
  readonly note?: string;
  /** Why it cannot be used unchanged, and what to do. */
  readonly problem?: string;
}

/** What a file reveals about its number format. */
export interface Habits {
  /** Whether some column certainly has decimal commas. */
  readonly decimalComma: boolean;
  /** Whether cells are separated by semicolons, as where the comma is the decimal separator. */
  readonly semicolons: boolean;
}

const wordsType: ColumnType = { kind: "words" };

/** Cells that have a value. */
const present = (cells: readonly unknown[]): readonly unknown[] =>
  cells.filter((cell) => !isMissing(cell) && !isInfinite(cell));

function textsOf(cells: readonly unknown[]): Tally {
  const tally = new Map<string, number>();
  for (const cell of present(cells)) {
    const text = String(cell).trim();
    tally.set(text, (tally.get(text) ?? 0) + 1);
  }
  return tally;
}

const some = (texts: Tally, isSuch: (text: string) => boolean): string | undefined => {
  for (const text of texts.keys()) if (isSuch(text)) return text;
  return undefined;
};

const every = (texts: Tally, isSuch: (text: string) => boolean): boolean =>
  some(texts, (text) => !isSuch(text)) === undefined;

/** Whether a column of text has decimal commas and can be read in no other way. */
export function hasDecimalComma(cells: readonly unknown[]): boolean {
  const texts = textsOf(cells);
  if (some(texts, (text) => text.includes(",")) === undefined) return false;
  const { format, count, rival } = readingOf(texts);
  return format.decimal === "," && count === sum(texts, () => true) && rival === undefined;
}

/**
 * What a column of strings holds, judged by all of its cells together.
 *
 * @param name for messages
 */
export function recogniseText(name: string, cells: readonly unknown[], habits: Habits): Recognised {
  const texts = textsOf(cells);
  if (texts.size === 0) return { type: wordsType };
  if (every(texts, (text) => text === "true" || text === "false")) return { type: { kind: "boolean" } };
  const code = some(texts, (text) => /^[+-]?0\d+(?:\s*[A-Za-z]\w*)?$/.test(text));
  const long = some(texts, (text) => /^[+-]?\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text)));
  const { format, count, rival } = readingOf(texts);
  const total = sum(texts, () => true);
  if (count === total && code !== undefined)
    return { type: wordsType, note: `kept as words, because "${code}" begins with 0` };
  if (count === total && long !== undefined)
    return { type: wordsType, note: `kept as words, because ${long} has more digits than a number can hold` };
  if (count === total) return asNumbers(name, format, rival, habits);
  return asDates(name, texts) ?? asTimes(texts) ?? withWords(name, cells, texts, format);
}

/** Only numbers; where "1,234" may be two numbers, the rest of the file decides, and a note says so. */
function asNumbers(
  name: string,
  format: NumberFormat,
  rival: NumberFormat | undefined,
  habits: Habits,
): Recognised {
  const commas = habits.decimalComma || (habits.semicolons && format.decimal === ",");
  const chosen = rival !== undefined && (rival.decimal === ",") === commas ? rival : format;
  const note = formatNote(chosen);
  const doubt =
    rival === undefined || chosen === plainFormat
      ? ""
      : `; use columns: { "${name}": "${chosen.decimal === "," ? "number" : "decimalComma"}" } if that is wrong`;
  return { type: { kind: "number", format: chosen }, ...(note && { note: note + doubt }) };
}

function asDates(name: string, texts: Tally): Recognised | undefined {
  const [order, other] = dateOrders([...texts.keys()]);
  if (order === undefined) return undefined;
  const type: ColumnType = { kind: "date", order };
  if (other === undefined) return { type, note: `read as dates${orderNote[order]}` };
  return every(texts, (text) => text.includes("."))
    ? { type, note: `read as dates${orderNote[order]}` }
    : {
        type,
        problem:
          `column "${name}": "${some(texts, () => true)!}" may be a date with the day or with the month first, and no cell shows which; ` +
          `say columns: { "${name}": "dayFirst" } or "monthFirst"`,
      };
}

const orderNote: Readonly<Record<DateOrder, string>> = {
  yearFirst: "",
  dayFirst: ", the day first",
  monthFirst: ", the month first",
};

function asTimes(texts: Tally): Recognised | undefined {
  return every(texts, (text) => parseTime(text) !== undefined)
    ? { type: { kind: "time" }, note: "read as times of day, in hours" }
    : undefined;
}

/** "1e5" may be a code; a number among words is fine, a few words among numbers are a mistake. */
function withWords(name: string, cells: readonly unknown[], texts: Tally, format: NumberFormat): Recognised {
  const isNumber = (text: string): boolean => parseNumber(text, format) !== undefined;
  const sure = sum(texts, (text) => isNumber(text) && !/[eE]|^[+-]?0\d/.test(text));
  const odd = [...texts].flatMap(([text, often]) => (isNumber(text) ? [] : Array<string>(often).fill(text)));
  if (sure <= odd.length) return { type: wordsType };
  if (format.unit !== undefined && !isMoneyOrShare(format.unit))
    return { type: wordsType, note: `kept as words, because most cells are numbers with the unit ${format.unit}, and ${JSON.stringify(odd[0])} is not` }; // prettier-ignore
  return { type: { kind: "number", format }, problem: oddWord(name, "number", cells, odd) };
}

/** Where the first cell is that does not fit its column, and what to do about it. */
function oddWord(name: string, kind: string, cells: readonly unknown[], odd: readonly string[]): string {
  const row = cells.findIndex((cell) => String(cell).trim() === odd[0]);
  const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  const others = [...new Set(odd)].slice(1);
  const more = others.length === 0 ? "" : `, also ${others.slice(0, 4).map(shown).join(", ")}${others.length > 4 ? ` and ${others.length - 4} more` : ""}`; // prettier-ignore
  return (
    `column "${name}" holds ${kind}s except in ${odd.length} of ${cells.length} cells, for example ${shown(odd[0]!)} in row ${row + 1}${more}; ` +
    `use missing: [${shown(odd[0]!)}] if such a word means no value, correct those cells, use columns: { "${name}": "words" } if they are ` +
    `categories, or leave the column out, ignore: ["${name}"]`
  );
}

/**
 * What a column holds whose values are not all strings: one of a DataFrame or of objects.
 *
 * @param literal whether strings stay exactly as they are, and numbers among them are words
 */
export function recogniseValues(name: string, cells: readonly unknown[], literal = false): Recognised {
  const words: ColumnType = literal ? { kind: "words", literal } : { kind: "words" };
  const values = cells.filter((cell) =>
    typeof cell === "string" ? literal || !isMissing(cell) : !isMissing(cell),
  );
  if (values.length === 0) return { type: words };
  if (values.every((value) => value instanceof Date)) return { type: { kind: "date", order: "yearFirst" } };
  if (values.every((value) => typeof value === "boolean")) return { type: { kind: "boolean" } };
  const odd = values.filter((value) => typeof value !== "number" && typeof value !== "boolean");
  const numbers: ColumnType = { kind: "number", format: plainFormat };
  if (odd.length === 0) return { type: numbers };
  if (literal || 2 * odd.length >= values.length) return { type: words };
  return { type: words, problem: oddWord(name, "number", cells, odd.map(String)) };
}

/** A column as its owner says it is. */
export function typeFor(kind: ColumnKind, cells: readonly unknown[]): ColumnType {
  const texts = textsOf(cells.filter((cell) => typeof cell === "string"));
  switch (kind) {
    case "words":
    case "boolean":
    case "time":
      return { kind };
    case "dayFirst":
    case "monthFirst":
      return { kind: "date", order: kind };
    case "date":
      return { kind: "date", order: dateOrders([...texts.keys()])[0] ?? commonOrder(texts) };
    case "decimalComma":
      return { kind: "number", format: { ...readingOf(texts).format, decimal: ",", thousands: "." } };
    case "number": {
      const { format, rival } = readingOf(texts);
      return { kind: "number", format: rival?.decimal === "." ? rival : format };
    }
  }
}

function commonOrder(texts: Tally): DateOrder {
  const isOf = (order: DateOrder): number => sum(texts, (text) => parseDate(text, order) !== undefined);
  const orders: readonly DateOrder[] = ["yearFirst", "dayFirst", "monthFirst"];
  return orders.reduce((best, order) => (isOf(order) > isOf(best) ? order : best));
}
