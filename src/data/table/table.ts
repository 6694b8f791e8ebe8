import { isRecord } from "../../runtime/collections.js";
import { inWords } from "../../runtime/in-words.js";
import { nearestName } from "../../runtime/nearest-name.js";
import { footOf } from "./beside-table.js";
import {
  columnKindNames,
  isColumnKind,
  isInfinite,
  isMissing,
  readCell,
  type Cell,
  type ColumnKind,
  type ColumnType,
} from "./column-type.js";
import { csvGrid, type CsvOptions } from "./csv-grid.js";
import { isTableText, tableText } from "./csv-text.js";
import { frameRows, isFrame, type FrameLike } from "./frame.js";
import { hasDecimalComma, recogniseText, recogniseValues, typeFor, type Recognised } from "./recognise.js";

/** A table: the path or the text of a CSV file, a danfo.js DataFrame, or one object per row. */
export type TableSource = string | FrameLike | readonly Readonly<Record<string, unknown>>[];

/** How to read a table, where that cannot be detected. */
export interface TableOptions extends CsvOptions {
  /** Columns that are not what they look like: `{ zip: "words", price: "decimalComma", day: "dayFirst" }`. */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
  /** Columns to ignore. */
  readonly ignore?: readonly string[];
  /** Words and numbers that mean "no value" in any column, besides the usual ones (empty, "NA", "?", …): `["on request", -1]`. */
  readonly missing?: readonly (string | number)[];
  /** Whether strings of a DataFrame or of objects stay exactly as they are; default: they are read like those of a file. */
  readonly literal?: boolean;
}

/** A column, typed as a whole. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly Cell[];
}

/** Columns by name, all of the same length. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: number;
  /** What reading recognised, left out or renamed, one sentence each. */
  readonly notes: readonly string[];
}

/** Some rows of a table. */
export const rowsAt = (table: Table, rows: readonly number[]): Table => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, cells: rows.map((row) => column.cells[row]!) })),
  rows: rows.length,
});

/** The raw cells of a table, column by column. */
export interface RawTable {
  readonly names: readonly string[];
  readonly cells: readonly (readonly unknown[])[];
  readonly rows: number;
  readonly notes: readonly string[];
  /** Whether cells are strings that may stand for numbers and dates, with the delimiter that separated them. */
  readonly delimiter?: string;
}

/** Whether something is a table. */
export const isTableSource = (value: unknown): value is TableSource =>
  typeof value === "string" ||
  isFrame(value) ||
  (Array.isArray(value) && value.length > 0 && value.every(isRecord));

/** The base of a file's name, or "table". */
export function tableName(source: TableSource): string {
  const isPath = typeof source === "string" && !isTableText(source);
  return isPath ? source.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") : "table";
}

/** The uninterpreted cells of a table of any kind. Columns without a name, or with a repeated one, get a new one. */
export function rawTable(source: TableSource, options: CsvOptions = {}): RawTable {
  if (typeof source === "string") {
    const { names, rows, delimiter, notes } = csvGrid(tableText(source, options.encoding), options);
    const table = named(names, rows);
    return { ...table, notes: [...notes, ...table.notes], delimiter };
  }
  if (isFrame(source)) return named(source.columns, frameRows(source));
  const names = [...new Set(source.flatMap((row) => Object.keys(row)))];
  const cells = names.map((name) => source.map((row) => (Object.hasOwn(row, name) ? row[name] : null)));
  return { names, cells, rows: source.length, notes: [] };
}

function named(given: readonly string[], rows: readonly (readonly unknown[])[]): RawTable {
  const names = uniqueNames(given);
  const cells = names.map((_, place) => rows.map((row) => row[place]));
  const kept = [...names.keys()].filter((place) => given[place] !== "" || !cells[place]!.every(isMissing));
  const left = names.length - kept.length;
  const renamed = [...names.keys()].filter((place) => given[place] !== "" && given[place] !== names[place]);
  return {
    names: kept.map((place) => names[place]!),
    cells: kept.map((place) => cells[place]!),
    rows: rows.length,
    notes: [
      ...renamed.map(
        (place) => `Two columns are named "${given[place]!}"; the later is "${names[place]!}" here.`,
      ),
      ...(left > 0 ? [`${left} empty ${left === 1 ? "column" : "columns"} without a name left out.`] : []),
    ],
  };
}

/** Unique names: "a", "a" becomes "a", "a (2)"; one that is empty becomes "column 3". */
function uniqueNames(given: readonly string[]): string[] {
  const taken = new Set(given);
  const seen = new Set<string>();
  return given.map((name, place) => {
    const wanted = name === "" ? `column ${place + 1}` : name;
    let own = wanted;
    for (let copy = 2; seen.has(own) || (own !== name && taken.has(own)); copy++) own = `${wanted} (${copy})`;
    seen.add(own);
    return own;
  });
}

/**
 * Reads a table: every column is typed by all of its cells. "00501" stays a code, integers that a number cannot hold stay words,
 * decimal commas, thousands, currencies, dates and times are recognised, and `notes` says so.
 *
 * @param source the path or the text of a CSV file, a danfo.js DataFrame, or one object per row
 * @param options see {@link TableOptions}
 * @throws {RangeError} if it cannot be read, or a column mixes numbers and words; all such columns are named
 */
export function readTable(source: TableSource, options: TableOptions = {}): Table {
  const raw = without(examplesOf(rawTable(source, options)), options.ignore ?? []);
  for (const [name, kind] of Object.entries(options.columns ?? {})) {
    checkColumn(`read as "${kind}"`, name, raw.names);
    if (!isColumnKind(kind))
      throw new RangeError(
        `Cannot read column "${name}" as ${inWords(kind)}: it must be one of ${columnKindNames.join(", ")}.`,
      );
  }
  const found = recognised(raw, options, options.literal === true && raw.delimiter === undefined);
  const problems = found.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new RangeError(`Cannot learn from this table: ${problems.join(".\n")}.`);
  const notes = found.flatMap(({ note }, place) =>
    note ? [`Column "${raw.names[place]!}" was ${note}.`] : [],
  );
  const columns = columnsOf(
    raw.names.map((name, place) => ({ name, type: found[place]!.type, raw: raw.cells[place]! })),
  );
  return { columns, rows: raw.rows, notes: [...raw.notes, ...notes, ...infinities(raw, columns)] };
}

/** A file without what stands below its examples. */
function examplesOf(raw: RawTable): RawTable {
  if (raw.delimiter === undefined) return raw;
  const foot = footOf(raw.cells, raw.rows);
  if (foot.rows === 0) return raw;
  const rows = raw.rows - foot.rows;
  return {
    ...raw,
    rows,
    cells: raw.cells.map((column) => column.slice(0, rows)),
    notes: [...raw.notes, ...foot.notes],
  };
}

function without(raw: RawTable, ignore: readonly string[]): RawTable {
  for (const name of ignore) checkColumn("ignore", name, raw.names);
  const kept = raw.names.map((_, place) => place).filter((place) => !ignore.includes(raw.names[place]!));
  const pick = <Item>(items: readonly Item[]): Item[] => kept.map((place) => items[place]!);
  return { ...raw, names: pick(raw.names), cells: pick(raw.cells) };
}

/** @throws {RangeError} if there is no column of that name; the message gives the nearest one */
export function checkColumn(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new RangeError(
    `Cannot ${what} column "${name}": there is no column of that name. ` +
      (names.length === 0
        ? "The table has no columns."
        : `Did you mean "${nearestName(name, names)}"? The columns are ${names.join(", ")}.`),
  );
}

function recognised(
  raw: RawTable,
  { columns: kinds = {}, missing: given = [] }: TableOptions,
  literal: boolean,
): Recognised[] {
  if (!Array.isArray(given))
    throw new TypeError(
      `Cannot use missing: ${inWords(given)}: it must be a list of words or numbers, for example ["on request"].`,
    );
  const missing = given.map((word) => String(word).trim());
  const columns = raw.cells.map((cells) => withoutWords(cells, missing));
  const isText = columns.map(
    (cells) => !literal && cells.every((cell) => typeof cell === "string" || isMissing(cell)),
  );
  const habits = {
    decimalComma: columns.some((cells, place) => isText[place]! && hasDecimalComma(cells)),
    semicolons: raw.delimiter === ";",
  };
  return raw.names.map((name, place) => {
    const cells = columns[place]!;
    const found = Object.hasOwn(kinds, name)
      ? { type: typeFor(kinds[name]!, cells) }
      : isText[place]
        ? recogniseText(name, cells, habits)
        : recogniseValues(name, cells, literal);
    return missing.length === 0 ? found : { ...found, type: { ...found.type, missing } };
  });
}

/** The cells of a column, empty where they hold one of the words that mean so. */
function withoutWords(cells: readonly unknown[], missing: readonly string[]): readonly unknown[] {
  if (missing.length === 0) return cells;
  const words = new Set(missing);
  return cells.map((cell) =>
    (typeof cell === "string" || typeof cell === "number") && words.has(String(cell).trim()) ? null : cell,
  );
}

/** A column as it stands in the source, and what it is to be read as. */
export interface UnreadColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly raw: readonly unknown[];
}

/** @throws {RangeError} if cells cannot be read as their columns' types; all of them are named, or as many as a message can hold */
export function columnsOf(unread: readonly UnreadColumn[]): Column[] {
  const problems: string[] = [];
  const columns = unread.map((column) => readColumn(column, (problem) => problems.push(problem)));
  if (problems.length === 0) return columns;
  const [first] = problems;
  throw new RangeError(
    problems.length === 1
      ? `Cannot use ${first!}. Correct the cell, or leave it empty if there is no value.`
      : `Cannot use ${problems.length} cells. ${firstOf(problems)}\nCorrect them, or leave them empty if there is no value.`,
  );
}

/** The first of several problems, a line for each, and how many more there are. */
export function firstOf(problems: readonly string[]): string {
  const [shown, more] = [problems.slice(0, 10), problems.length - 10];
  return [...shown.map((problem) => `\n  ${problem}`), ...(more > 0 ? [`\n  and ${more} more`] : [])].join(
    "",
  );
}

function readColumn({ name, type, raw }: UnreadColumn, isUnreadable: (problem: string) => void): Column {
  const known = new Map<string, Cell | undefined>();
  const cells = raw.map((value, row) => {
    const cell = typeof value === "string" ? readOnce(known, type, value) : readCell(type, value);
    if (cell !== undefined) return cell;
    isUnreadable(
      `column "${name}": row ${row + 1} holds ${JSON.stringify(value)}, and the column is read as ${kindName[type.kind]}`,
    );
    return null;
  });
  return { name, type, cells };
}

/** Words and dates repeat: each is read once, as long as there are not too many. */
function readOnce(known: Map<string, Cell | undefined>, type: ColumnType, text: string): Cell | undefined {
  if (known.has(text)) return known.get(text);
  const cell = readCell(type, text);
  if (known.size < 10_000) known.set(text, cell);
  return cell;
}

const kindName: Readonly<Record<ColumnType["kind"], string>> = {
  number: "numbers",
  boolean: "true or false",
  date: "dates",
  time: "times of day",
  words: "words",
};

function infinities({ cells }: RawTable, columns: readonly Column[]): string[] {
  return columns.flatMap(({ name, type }, place) => {
    const count = type.kind === "words" ? 0 : cells[place]!.filter(isInfinite).length;
    const what = count === 1 ? "1 infinite value counts" : `${count} infinite values count`;
    return count === 0 ? [] : [`Column "${name}": ${what} as missing.`];
  });
}
