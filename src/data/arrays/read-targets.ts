import type { Task } from "../dataset.js";
import { categories } from "../encoder/column-code.js";
import type { Label } from "../encoder/encoder.js";
import { fromOneHot, guessTask, type TargetCells } from "./targets.js";

/** Targets as the splits hold them, but still in double precision. */
export interface Targets {
  readonly count: number;
  readonly task: Task;
  readonly outputs: number;
  readonly values: Int32Array | Float64Array;
  readonly classNames?: readonly string[];
  /** The classes as given. */
  readonly labels?: readonly Label[];
  /** What they are called in messages. */
  readonly what: string;
}

function asNumbers({ width, cells, what, where }: TargetCells): Targets {
  const values = Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : NaN));
  const bad = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (bad >= 0)
    throw new RangeError(
      `Cannot predict ${what}: ${where(Math.floor(bad / width))} is ${String(cells[bad])}; every target of a regression must be ` +
        `a finite 32-bit number. Remove or correct the row first.`,
    );
  return { count: cells.length / width, task: "regression", outputs: width, values, what };
}

const isMissing = (cell: unknown): boolean => cell === null || cell === undefined || Number.isNaN(cell);

/** Class numbers of single cells: by number if classes are named and y holds numbers, else by name. */
function numbered(
  { cells, what, where }: TargetCells,
  given: readonly string[] | undefined,
): [Int32Array, readonly string[]] {
  const missing = cells.findIndex(isMissing);
  if (missing >= 0)
    throw new RangeError(
      `Cannot use ${what} as classes: ${where(missing)} is ${String(cells[missing])}, every example needs a class.`,
    );
  const names = given ?? categories(cells);
  const byNumber = given !== undefined && cells.every((cell) => typeof cell === "number");
  const numbers = new Map(names.map((name, label) => [byNumber ? String(label) : name, label]));
  const labels = Int32Array.from(cells, (cell, row) => {
    const label = numbers.get(String(cell));
    if (label !== undefined) return label;
    const rule = byNumber ? `a whole number from 0 to ${names.length - 1}` : `one of ${names.join(", ")}`;
    throw new RangeError(
      `Cannot use ${what} as classes: ${where(row)} is ${String(cell)}, which is outside the ${names.length} classes; it must be ${rule}.`,
    );
  });
  return [labels, names];
}

function fromRows(
  targets: TargetCells,
  given: readonly string[] | undefined,
): [Int32Array, readonly string[]] {
  const labels = fromOneHot(targets);
  if (!labels)
    throw new RangeError(
      `Cannot use ${targets.what} as classes: its rows have ${targets.width} numbers, and one of them is not one-hot (a single 1 among 0s).`,
    );
  if (given && given.length !== targets.width)
    throw new RangeError(
      `Cannot use ${targets.what} as classes: its rows have ${targets.width} numbers, but classNames has ${given.length}; the numbers must be equal.`,
    );
  return [labels, given ?? Array.from({ length: targets.width }, (_, label) => String(label))];
}

function asClasses(targets: TargetCells, given: readonly string[] | undefined): Targets {
  const [values, classNames] = targets.width > 1 ? fromRows(targets, given) : numbered(targets, given);
  if (new Set(values).size < 2)
    throw new RangeError(
      `Cannot learn to classify: every example is of class "${classNames[values[0]!]!}", there must be at least 2 ` +
        `different classes in ${targets.what}. If ${targets.what} holds numbers to predict, say task: "regression".`,
    );
  const labels = given ?? labelsOf(classNames, targets);
  const { what } = targets;
  return {
    count: values.length,
    task: "classification",
    outputs: classNames.length,
    values,
    classNames,
    labels,
    what,
  };
}

/** Each class as given: 1 rather than "1", true rather than "true". */
function labelsOf(classNames: readonly string[], { width, cells }: TargetCells): Label[] {
  if (width > 1) return classNames.map(Number);
  const labels = new Map(cells.map((cell) => [String(cell), cell as Label]));
  return classNames.map((name) => labels.get(name) ?? name);
}

/**
 * Targets as class numbers or numbers. Without `task` or `classNames`, words, booleans, one-hot rows and up to 20
 * different whole numbers (each at least twice on average, and each at least three times if they are more than five) are classes;
 * everything else is a number to predict.
 *
 * @throws {RangeError} if a target is not finite, is outside the named classes, or if there is a single class
 */
export function readTargets(targets: TargetCells, task?: Task, classNames?: readonly string[]): Targets {
  if (targets.cells.length === 0)
    throw new RangeError("Cannot use y: it is empty, there must be at least 3 examples.");
  const chosen = task ?? (classNames ? "classification" : guessTask(targets));
  return chosen === "regression" ? asNumbers(targets) : asClasses(targets, classNames);
}
