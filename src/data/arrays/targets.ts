import type { Task } from "../dataset.js";
import { countsOf } from "../../runtime/collections.js";
import { isFrame, type FrameLike } from "../table/frame.js";
import {
  flatten,
  isTensor,
  isTypedArray,
  type NestedNumbers,
  type TensorLike,
  type TypedNumbers,
} from "./numbers.js";

/** Accepted targets: class names, class numbers, one-hot rows, or the numbers to predict. */
export type TargetSource =
  readonly (string | boolean)[] | NestedNumbers | TypedNumbers | TensorLike | FrameLike | SeriesLike;

/** A danfo.js Series, as far as targets are concerned. */
export interface SeriesLike {
  readonly values: readonly unknown[];
}

/** Target cells, `width` per example, before anything is known about their meaning. */
export interface TargetCells {
  readonly width: number;
  readonly cells: readonly unknown[];
  /** What they are called in messages: "y", or a column. */
  readonly what: string;
  /** Where the cells of a row came from, for messages: "row 3 of validation.y (counted from 0)". */
  readonly where: (row: number) => string;
}

const isSeries = (source: object): source is SeriesLike => "values" in source && Array.isArray(source.values);

function block(source: TargetSource, what: string): Omit<TargetCells, "what" | "where"> {
  if (isTensor(source))
    return {
      width: source.shape.slice(1).reduce((product, size) => product * size, 1),
      cells: [...Array.from(source.dataSync())],
    };
  if (isTypedArray(source)) return { width: 1, cells: Array.from(source) };
  if (isFrame(source) || (!Array.isArray(source) && isSeries(source)))
    return block(source.values as TargetSource, what);
  const list = source as readonly unknown[];
  if (!Array.isArray(list[0]) && !isTypedArray(list[0])) return { width: 1, cells: list };
  const { shape, values } = flatten(what, list as NestedNumbers);
  return { width: values.length / shape[0]!, cells: Array.from(values) };
}

/** Targets of any accepted kind as a flat list of cells. */
export function targetCells(source: TargetSource, what: string): TargetCells {
  return { ...block(source, what), what: "y", where: (row) => `row ${row} of ${what} (counted from 0)` };
}

/** Several blocks of targets as one, so that their classes get the same numbers. */
export function joinCells(blocks: readonly TargetCells[]): TargetCells {
  const first = blocks[0]!;
  const other = blocks.find(({ width }) => width !== first.width);
  if (other)
    throw new RangeError(
      `Cannot use the splits together: ${first.where(0)} has ${first.width} numbers, ${other.where(0)} has ${other.width}.`,
    );
  const rowsOf = ({ cells, width }: TargetCells): number => cells.length / width;
  const where = (row: number): string => {
    let rest = row;
    for (const part of blocks) {
      if (rest < rowsOf(part)) return part.where(rest);
      rest -= rowsOf(part);
    }
    return `row ${row}`;
  };
  return { width: first.width, cells: blocks.flatMap(({ cells }) => cells), what: first.what, where };
}

/** The class numbers of one-hot rows; undefined if a row is not one-hot. */
export function fromOneHot({ width, cells }: TargetCells): Int32Array | undefined {
  const labels = new Int32Array(cells.length / width).fill(-1);
  for (let at = 0; at < cells.length; at++) {
    const row = Math.floor(at / width);
    if (cells[at] === 1 && labels[row] === -1) labels[row] = at % width;
    else if (cells[at] !== 0) return undefined;
  }
  return labels.includes(-1) ? undefined : labels;
}

/** More different whole numbers than this are quantities, not classes, unless `task` says otherwise. */
const mostGuessedClasses = 20;

/** Of more different whole numbers than this, each must occur three times to be a class: counts thin out, 0, 1, 2, …, 13. */
const surelyClasses = 5;

/** Whether targets look like classes: words, booleans, one-hot rows, few different whole numbers (two of them also below 0: −1 and 1). */
export function guessTask(targets: TargetCells): Task {
  const { cells, width } = targets;
  if (width > 1) return fromOneHot(targets) ? "classification" : "regression";
  if (cells.some((cell) => typeof cell === "string" || typeof cell === "boolean")) return "classification";
  const counts = countsOf(cells);
  const different = counts.size;
  const whole = cells.every((cell) => Number.isInteger(cell) && (different === 2 || (cell as number) >= 0));
  const few = different <= Math.min(mostGuessedClasses, cells.length / 2);
  if (!whole || !few) return "regression";
  const thinsOut = different > surelyClasses && Math.min(...counts.values()) < 3;
  return thinsOut ? "regression" : "classification";
}
