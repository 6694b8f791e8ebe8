import type { Task } from "../dataset.js";
import { categories } from "./encode-table.js";
import {
  flatten,
  isFrame,
  isTensor,
  isTypedArray,
  type FrameLike,
  type NestedNumbers,
  type TensorLike,
} from "./numbers.js";

/** What can be the targets: class names, class numbers, one-hot rows, or the numbers to predict. */
export type TargetSource =
  | readonly (string | boolean)[]
  | NestedNumbers
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | TensorLike
  | FrameLike;

/** Targets as the splits hold them. */
export interface Targets {
  readonly count: number;
  readonly task: Task;
  readonly outputs: number;
  readonly values: Int32Array | Float32Array;
  readonly classNames?: readonly string[];
}

/** More different whole numbers than this are quantities, not classes, unless `task` says otherwise. */
const mostGuessedClasses = 20;

interface Column {
  readonly width: number;
  readonly cells: ArrayLike<unknown>;
}

function columnOf(source: TargetSource): Column {
  if (isTensor(source)) return { width: source.shape[1] ?? 1, cells: source.dataSync() };
  if (isFrame(source)) return columnOf(source.values as TargetSource);
  if (isTypedArray(source)) return { width: 1, cells: source };
  if (!Array.isArray(source[0]) && !isTypedArray(source[0])) return { width: 1, cells: source };
  const { shape, values } = flatten("y", source as NestedNumbers);
  return { width: values.length / (shape[0] ?? 1), cells: values };
}

/** The class numbers of one-hot rows; undefined if a row is not one-hot. */
function fromOneHot({ width, cells }: Column): Int32Array | undefined {
  const labels = new Int32Array(cells.length / width).fill(-1);
  for (let at = 0; at < cells.length; at++) {
    const row = Math.floor(at / width);
    if (cells[at] === 1 && labels[row] === -1) labels[row] = at % width;
    else if (cells[at] !== 0) return undefined;
  }
  return labels.includes(-1) ? undefined : labels;
}

function guessTask(column: Column): Task {
  if (column.width > 1) return fromOneHot(column) ? "classification" : "regression";
  const cells = Array.from(column.cells);
  if (cells.some((cell) => typeof cell !== "number")) return "classification";
  const different = new Set(cells).size;
  const whole = cells.every((cell) => Number.isInteger(cell) && (cell as number) >= 0);
  return whole && different <= Math.min(mostGuessedClasses, cells.length / 2)
    ? "classification"
    : "regression";
}

function asNumbers({ width, cells }: Column): Targets {
  const values = Float32Array.from(cells as ArrayLike<number>);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `Cannot use y: row ${Math.floor(bad / width)} (counted from 0) is ${String(cells[bad])}; every target must be a ` +
        `finite 32-bit number. Leave the row out first.`,
    );
  return { count: cells.length / width, task: "regression", outputs: width, values };
}

function labelsOf(
  column: Column,
  classNames: readonly string[] | undefined,
): [Int32Array, readonly string[]] {
  if (column.width > 1) {
    const labels = fromOneHot(column);
    if (!labels)
      throw new RangeError(
        "Cannot use y as classes: a row of several numbers must be one-hot, a single 1 among 0s.",
      );
    return [labels, classNames ?? Array.from({ length: column.width }, (_, label) => String(label))];
  }
  const cells = Array.from(column.cells);
  const missing = cells.findIndex((cell) => cell === null || cell === undefined || Number.isNaN(cell));
  if (missing >= 0)
    throw new RangeError(
      `Cannot use y: row ${missing} (counted from 0) is ${String(cells[missing])}, every example needs a class.`,
    );
  const names = classNames ?? categories(cells);
  const byNumber = classNames !== undefined && cells.every((cell) => typeof cell === "number");
  const numbers = new Map(names.map((name, label) => [byNumber ? String(label) : name, label]));
  return [
    Int32Array.from(
      cells,
      (cell, row) => numbers.get(String(cell)) ?? unknownClass(cell, row, names, byNumber),
    ),
    names,
  ];
}

function unknownClass(cell: unknown, row: number, names: readonly string[], byNumber: boolean): never {
  const rule = byNumber ? `a whole number from 0 to ${names.length - 1}` : `one of ${names.join(", ")}`;
  throw new RangeError(
    `Cannot use y: row ${row} (counted from 0) is ${String(cell)}, which is none of the ${names.length} classes; it must be ${rule}.`,
  );
}

function asClasses(column: Column, given: readonly string[] | undefined): Targets {
  const [values, classNames] = labelsOf(column, given);
  const present = new Set(values);
  if (present.size < 2)
    throw new RangeError(
      `Cannot learn to classify: every example is of class "${classNames[values[0] ?? 0] ?? ""}", there must be at least 2 ` +
        `classes. If y holds numbers to predict, say task: "regression".`,
    );
  return { count: values.length, task: "classification", outputs: classNames.length, values, classNames };
}

/**
 * Targets of any accepted kind. Without `task`, words, booleans, one-hot rows and up to 20 different whole numbers (each
 * twice or more on average) are classes; everything else is a number to predict.
 *
 * @throws {RangeError} if a target is not finite, is outside the named classes, or if there is a single class
 */
export function readTargets(source: TargetSource, task?: Task, classNames?: readonly string[]): Targets {
  const column = columnOf(source);
  if (column.cells.length === 0)
    throw new RangeError("Cannot use y: it is empty, there must be at least 3 examples.");
  const chosen = task ?? (classNames ? "classification" : guessTask(column));
  return chosen === "regression" ? asNumbers(column) : asClasses(column, classNames);
}
