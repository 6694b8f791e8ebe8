import type { FrameLike } from "../table/frame.js";
import {
  flatten,
  isTensor,
  isTypedArray,
  type NestedNumbers,
  type NumberBlock,
  type TensorLike,
  type TypedNumbers,
} from "./numbers.js";

/** Accepted inputs: nested arrays, a flat typed array, a tensor or a DataFrame. */
export type InputSource = NestedNumbers | TypedNumbers | TensorLike | FrameLike;

/** Numeric inputs as given: flat, in double precision if they were. */
export interface NumberInputs {
  readonly count: number;
  /** Shape of one example. */
  readonly inputShape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** How many numbers a shape holds. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

function blockOf(source: Exclude<InputSource, FrameLike>, count: number, what: string): NumberBlock {
  if (isTensor(source)) return { shape: source.shape, values: source.dataSync() };
  if (!isTypedArray(source)) return flatten(what, source);
  if (source.length % count !== 0)
    throw new RangeError(
      `Cannot use ${what}: its ${source.length} numbers do not divide into the ${count} examples there are targets for.`,
    );
  return { shape: [count, source.length / count], values: source };
}

function shapeOfOne(
  block: NumberBlock,
  wanted: readonly number[] | undefined,
  what: string,
): readonly number[] {
  const own = block.shape.length > 1 ? block.shape.slice(1) : [1];
  if (!wanted) return own;
  if (sizeOf(wanted) !== sizeOf(own))
    throw new RangeError(
      `Cannot use ${what}: each example should have shape [${wanted.join(", ")}], ${sizeOf(wanted)} numbers, ` +
        `but has [${own.join(", ")}], ${sizeOf(own)} numbers.`,
    );
  return wanted;
}

/** "row 12, column 3" or, with more axes, "row 12, column 3, 0". */
export function placeOf(index: number, shape: readonly number[]): string {
  const size = sizeOf(shape);
  const within = shape.map(
    (length, axis) => Math.floor((index % size) / sizeOf(shape.slice(axis + 1))) % length,
  );
  return `row ${Math.floor(index / size)}, column ${within.join(", ")} (counted from 0)`;
}

/** @throws {RangeError} if a number is not finite in 32 bits, naming its place */
export function checkFinite(values: ArrayLike<number>, inputShape: readonly number[], what: string): void {
  for (let at = 0; at < values.length; at++)
    if (!Number.isFinite(Math.fround(values[at]!)))
      throw new RangeError(
        `Cannot use ${what}: ${placeOf(at, inputShape)} is ${values[at]}; every input must be a finite 32-bit number. ` +
          `Remove the row or fill in the value first.`,
      );
}

/**
 * Inputs that are numbers, one example per target.
 *
 * @param what the name of the inputs, for messages
 * @param count how many targets there are: a flat typed array has that many rows
 * @param wanted the shape of one example, if known
 * @throws {RangeError} if a number is not finite or shapes or lengths do not fit, naming row and column or both numbers
 */
export function readNumbers(
  source: Exclude<InputSource, FrameLike>,
  what: string,
  count: number,
  wanted?: readonly number[],
): NumberInputs {
  const block = blockOf(source, count, what);
  const inputShape = shapeOfOne(block, wanted, what);
  checkFinite(block.values, inputShape, what);
  return { count: block.shape[0] ?? 0, inputShape, values: block.values };
}
