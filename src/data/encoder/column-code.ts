import { countsOf } from "../../runtime/collections.js";
import { median } from "../../runtime/numbers.js";
import type { Cell, ColumnType } from "../table/column-type.js";
import { plainSpelling } from "../table/spellings.js";
import type { Column } from "../table/table.js";

/** What replaces a missing cell; without it a missing cell is an error. */
export interface Filling {
  readonly value: number | string;
  /** Whether an extra input indicates that the cell was missing. */
  readonly indicator: boolean;
}

interface Common {
  readonly name: string;
  readonly type: ColumnType;
  readonly filling?: Filling;
}

/** How one column becomes inputs; plain data, saved with a model. */
export type ColumnCode =
  | (Common & { readonly code: "number" })
  /** One 0/1 input per word, and one for all others if `other`. */
  | (Common & { readonly code: "words"; readonly words: readonly string[]; readonly other: boolean })
  /** Days since 1970, the place in the year and in the week, and the hour if `hours`. */
  | (Common & { readonly code: "date"; readonly hours: boolean });

/** The distinct values of a column as words, sorted. */
export const categories = (values: readonly unknown[]): readonly string[] =>
  [...new Set(values.map(String))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

/** How columns are fitted. */
export interface FitOptions {
  /** Whether missing cells are filled, and rare words share one input. */
  readonly tidy: boolean;
}

/**
 * The most inputs made from one column: words with about five rows each, as long as all their inputs fit in memory.
 *
 * @param rows of the training
 */
const mostWords = (rows: number): number => Math.max(50, Math.min(rows / 5, mostFlags / rows));

/** Zeros and ones of one column, at most. */
const mostFlags = 5e6;

/** A word this rare in training carries no information by itself. */
const rarest = 3;

/** What was fitted, and what a reader should know about it. */
export interface Fitted {
  readonly code: ColumnCode;
  readonly note?: string;
}

/**
 * Fits a column on its training rows.
 *
 * @param column the training rows only
 */
export function fitColumn({ name, type, cells }: Column, { tidy }: FitOptions): Fitted {
  const known = cells.filter((cell) => cell !== null);
  const missing = cells.length - known.length;
  const fill = (value: number | string): Pick<Common, "filling"> =>
    tidy ? { filling: { value, indicator: missing > 0 } } : {};
  const filled = (by: string): string | undefined =>
    tidy && missing > 0
      ? `Column "${name}": ${missing} missing ${missing === 1 ? "cell" : "cells"} of the training rows filled with ${by}.`
      : undefined;
  if (type.kind === "words") {
    const { words, other, note } = vocabulary(name, known as readonly string[], tidy);
    const value = mostFrequent(known as readonly string[]);
    const notes = [note, filled(`${JSON.stringify(value)}, the most frequent word`)];
    return { code: { code: "words", name, type, words, other, ...fill(value) }, ...joined(notes) };
  }
  const value = median(known.map(Number));
  const shown = type.kind === "date" ? new Date(value).toISOString().slice(0, 10) : String(value);
  const note = joined([filled(`the median, ${shown}`)]);
  if (type.kind !== "date") return { code: { code: "number", name, type, ...fill(value) }, ...note };
  const hours = known.some((time) => Number(time) % day !== 0);
  return { code: { code: "date", name, type, hours, ...fill(value) }, ...note };
}

function joined(notes: readonly (string | undefined)[]): { note?: string } {
  const said = notes.filter((note) => note !== undefined);
  return said.length === 0 ? {} : { note: said.join(" ") };
}

interface Vocabulary {
  readonly words: readonly string[];
  readonly other: boolean;
  readonly note?: string;
}

function vocabulary(name: string, cells: readonly string[], tidy: boolean): Vocabulary {
  const all = categories(cells);
  if (!tidy) return { words: all, other: false };
  const counts = countsOf(cells);
  const often = all.filter((word) => counts.get(word)! >= rarest);
  const byCount = [...often].sort((a, b) => counts.get(b)! - counts.get(a)!);
  const kept = new Set(all.length <= 2 ? all : byCount.slice(0, mostWords(cells.length)));
  const words = all.filter((word) => kept.has(word));
  const rest = all.length - words.length;
  if (rest === 0) return { words, other: false };
  const note = `Column "${name}" has ${all.length} different words: ${rest} rare ones share one input, "other".`;
  return { words, other: true, note };
}

function mostFrequent(cells: readonly string[]): string {
  let [word, most] = ["", 0];
  for (const [candidate, count] of countsOf(cells)) if (count > most) [word, most] = [candidate, count];
  return word;
}

const day = 86_400_000;
const year = 365.25 * day;

/** One input of a column: its name, and whether it has a unit and is to be scaled. */
export interface Feature {
  readonly name: string;
  readonly numeric: boolean;
}

const flag = (name: string): Feature => ({ name, numeric: false });

/** The inputs that a column becomes. */
export function featuresOf(code: ColumnCode): readonly Feature[] {
  return [...ownFeatures(code), ...(code.filling?.indicator ? [flag(`${code.name} is missing`)] : [])];
}

function ownFeatures(code: ColumnCode): readonly Feature[] {
  const { name } = code;
  if (code.code === "number") return [{ name, numeric: code.type.kind !== "boolean" }];
  if (code.code === "words")
    return [...code.words.map((word) => flag(`${name} = ${word}`)), ...(code.other ? [flag(`${name} = other`)] : [])]; // prettier-ignore
  const parts = ["year (sine)", "year (cosine)", "week (sine)", "week (cosine)", ...(code.hours ? ["day (sine)", "day (cosine)"] : [])]; // prettier-ignore
  return [{ name: `${name} (days)`, numeric: true }, ...parts.map((part) => flag(`${name}, ${part}`))];
}

/**
 * Writes the inputs of a column: row r starts at `r × width + at`.
 *
 * @param inputs zeros so far
 * @returns whether every row has a value or a replacement for it
 */
export function writeColumn(
  code: ColumnCode,
  cells: readonly Cell[],
  inputs: Float64Array,
  width: number,
  at: number,
): boolean {
  const write = writer(code);
  const last = at + featuresOf(code).length - 1;
  return cells.every((cell, row) => {
    const filled = cell ?? code.filling?.value;
    if (filled === undefined) return false;
    write(filled, inputs, row * width + at);
    if (code.filling?.indicator && cell === null) inputs[row * width + last] = 1;
    return true;
  });
}

const isLiteral = (type: ColumnType): boolean => type.kind === "words" && type.literal === true;

type Writer = (cell: NonNullable<Cell>, inputs: Float64Array, at: number) => void;

function writer(code: ColumnCode): Writer {
  if (code.code === "number") return (cell, inputs, at) => (inputs[at] = Number(cell));
  if (code.code === "date")
    return (cell, inputs, at) => {
      inputs.set(dateParts(Number(cell), code.hours), at);
    };
  const places = new Map(code.words.map((word, place) => [word, place]));
  const other = code.other ? code.words.length : undefined;
  const alike = new Map(isLiteral(code.type) ? [] : code.words.map((word, place) => [plainSpelling(word), place])); // prettier-ignore
  return (cell, inputs, at) => {
    const word = String(cell);
    const place = places.get(word) ?? alike.get(plainSpelling(word)) ?? other;
    if (place !== undefined) inputs[at + place] = 1;
  };
}

/** The day counted from 1970, and the place on the circles of the year, the week and the day. */
function dateParts(time: number, hours: boolean): number[] {
  const circle = (share: number): number[] => [Math.sin(2 * Math.PI * share), Math.cos(2 * Math.PI * share)];
  const start = Date.UTC(new Date(time).getUTCFullYear(), 0);
  const parts = [time / day, ...circle((time - start) / year), ...circle(Math.floor(time / day) / 7)];
  return hours ? [...parts, ...circle((time / day) % 1)] : parts;
}
