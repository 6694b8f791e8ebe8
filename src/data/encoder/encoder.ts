import type { DatasetParts } from "../checksum.js";
import type { Task } from "../dataset.js";
import type { Table } from "../table/table.js";
import { featuresOf, fitColumn, writeColumn, type ColumnCode, type FitOptions } from "./column-code.js";
import type { ColumnScale, Scales } from "./scale.js";

/** A class as given: `1`, `true` or `"yes"`. */
export type Label = string | number | boolean;

/** Converts a network's outputs back to the predicted quantity. */
export type TargetCode =
  | { readonly task: "classification"; readonly labels: readonly Label[] }
  /** A target in its own unit is `output × deviation + mean`, or eˣ of that; `null` if it was not scaled. */
  | { readonly task: "regression"; readonly scale: ColumnScale | null };

/**
 * Converts rows in their own units to a network's inputs, fitted on the training rows, and its outputs back. Plain data that
 * can be saved as JSON. It is kept with a data set and with the runs trained on it.
 */
export interface Encoder {
  readonly format: "tunebook-encoder/1";
  /** Shape of one example. */
  readonly inputShape: readonly number[];
  /** The columns of a row that is given as a list of cells, where they have names. */
  readonly names?: readonly string[];
  /** How the columns of a table become inputs; missing if inputs are already numbers. */
  readonly codes?: readonly ColumnCode[];
  /** One for each feature of the last axis. */
  readonly scales: Scales;
  readonly target: TargetCode;
}

/** How the columns of a table become numbers, and what a reader should know about it. */
export interface TableCodes {
  readonly codes: readonly ColumnCode[];
  readonly notes: readonly string[];
}

/** Fits every column of a table on the training rows. */
export function fitColumns(table: Table, train: ArrayLike<number>, options: FitOptions): TableCodes {
  const rows = Array.from(train);
  const fitted = table.columns.map((column) =>
    fitColumn({ ...column, cells: rows.map((row) => column.cells[row]!) }, options),
  );
  return { codes: fitted.map(({ code }) => code), notes: fitted.flatMap(({ note }) => note ?? []) };
}

/** Names of the inputs that some columns become. */
export const featureNames = (codes: readonly ColumnCode[]): string[] =>
  codes.flatMap((code) => featuresOf(code).map(({ name }) => name));

/** The positions of the inputs that have a unit and are to be scaled. */
export const numericFeatures = (codes: readonly ColumnCode[]): number[] =>
  codes.flatMap((code) => featuresOf(code)).flatMap(({ numeric }, place) => (numeric ? [place] : []));

/** A cell without a value and without a replacement. */
export interface EmptyCell {
  readonly column: string;
  readonly row: number;
}

/**
 * The columns of a table as numbers, row after row, in double precision and in their own units.
 *
 * @param columns one for each code, in that order
 * @param empty what to say of cells that have no value and no replacement, if there are any
 */
export function encodeColumns(
  codes: readonly ColumnCode[],
  columns: Table["columns"],
  empty: (cells: readonly EmptyCell[]) => Error,
): Float64Array {
  const widths = codes.map((code) => featuresOf(code).length);
  const width = widths.reduce((sum, length) => sum + length, 0);
  const inputs = new Float64Array((columns[0]?.cells.length ?? 0) * width);
  let at = 0;
  codes.forEach((code, place) => {
    if (!writeColumn(code, columns[place]!.cells, inputs, width, at)) throw empty(emptyCells(codes, columns));
    at += widths[place]!;
  });
  return inputs;
}

const emptyCells = (codes: readonly ColumnCode[], columns: Table["columns"]): EmptyCell[] =>
  codes.flatMap(({ name, filling }, place) =>
    filling
      ? []
      : columns[place]!.cells.flatMap((cell, row) => (cell === null ? [{ column: name, row }] : [])),
  );

/** A prediction for a row: the class as given, a number in its unit, or several. */
export type Answer = Label | number[];

/** The predictions that outputs stand for: outputs are class probabilities, or the network's raw numbers. */
export function answersOf({ target }: Encoder, outputs: ArrayLike<number>, width: number): Answer[] {
  return Array.from({ length: outputs.length / width }, (_, row) => {
    const own = Array.from({ length: width }, (_, place) => outputs[row * width + place]!);
    if (target.task === "classification") {
      // A single probability is that of the second class.
      const shares = width === 1 ? [1 - own[0]!, own[0]!] : own;
      return target.labels[shares.indexOf(Math.max(...shares))]!;
    }
    const numbers = own.map((value) => inUnit(target.scale, value));
    return width === 1 ? numbers[0]! : numbers;
  });
}

/** A number that a network gives, in the unit of the target. */
export function inUnit(scale: ColumnScale | null, value: number): number {
  if (scale === null) return value;
  const unscaled = value * scale.deviation + scale.mean;
  return scale.log ? Math.exp(unscaled) : unscaled;
}

/** Whether rows in their own units already are the network's inputs, and its outputs the predictions. */
export const changesNothing = ({ codes, scales, target }: Encoder): boolean =>
  codes === undefined &&
  scales.every((scale) => scale === null) &&
  (target.task === "classification" || target.scale === null);

/** The encoder of inputs that are used unchanged. */
export function plainEncoder(data: DatasetParts): Encoder {
  const { task, inputShape, outputs, classNames, targetScale, featureNames: names } = data;
  const labels = classNames ?? Array.from({ length: outputs }, (_, label) => label);
  return {
    format: "tunebook-encoder/1",
    inputShape,
    ...(names && inputShape.length === 1 && { names }),
    scales: Array.from({ length: inputShape.at(-1)! }, () => null),
    target: task === "classification" ? { task, labels } : { task, scale: targetScale ?? null },
  };
}

/**
 * The encoder in a file's JSON.
 *
 * @throws {Error} if it is not an encoder, or one of another version
 */
export function readEncoder(value: unknown): Encoder {
  const { format, scales, target } = (value ?? {}) as Partial<Encoder>;
  const tasks: readonly (Task | undefined)[] = ["classification", "regression"];
  if (format === "tunebook-encoder/1" && Array.isArray(scales) && tasks.includes(target?.task))
    return value as Encoder;
  throw new Error(
    `Cannot read the encoder: its format is "${String(format)}", and this version reads "tunebook-encoder/1". ` +
      "Load it with the version that wrote it.",
  );
}
