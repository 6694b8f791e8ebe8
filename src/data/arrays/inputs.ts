import { encodeTable } from "./encode-table.js";
import {
  flatten,
  isFrame,
  isTensor,
  isTypedArray,
  type FrameLike,
  type NestedNumbers,
  type NumberBlock,
  type TensorLike,
  type TypedNumbers,
} from "./numbers.js";

/** What can be the inputs: nested arrays, a flat typed array, a tensor or a DataFrame. */
export type InputSource = NestedNumbers | TypedNumbers | TensorLike | FrameLike;

/** Inputs as the splits hold them. */
export interface Inputs {
  readonly count: number;
  readonly inputShape: readonly number[];
  readonly values: Float32Array;
  readonly featureNames?: readonly string[];
  /** Which features of the last axis were numbers, not 0/1 columns made from words. */
  readonly numericColumns: readonly number[];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

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

function finite(values: ArrayLike<number>, inputShape: readonly number[], what: string): Float32Array {
  const result = Float32Array.from(values);
  const bad = result.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return result;
  throw new RangeError(
    `Cannot use ${what}: ${placeOf(bad, inputShape)} is ${values[bad]}; every input must be a finite 32-bit number. ` +
      `Leave the row out or fill the value in first.`,
  );
}

function fromFrame(frame: FrameLike, what: string): Inputs {
  const rows = frame.values.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
  const { inputs, featureNames, numericColumns } = encodeTable({ columns: frame.columns, values: rows });
  const inputShape = [featureNames.length];
  const values = finite(inputs, inputShape, what);
  return { count: rows.length, inputShape, values, featureNames, numericColumns };
}

/**
 * Inputs of any accepted kind as flat 32-bit numbers, one per target.
 *
 * @param what the name of the inputs, for messages
 * @param count how many targets there are: a flat typed array has that many rows
 * @param wanted the shape of one example, where it is known
 * @throws {RangeError} if a number is not finite or shapes or lengths do not fit, naming row and column or both numbers
 */
export function readInputs(
  source: InputSource,
  what: string,
  count: number,
  wanted?: readonly number[],
): Inputs {
  const inputs = isFrame(source)
    ? fromFrame(source, what)
    : fromNumbers(blockOf(source, count, what), what, wanted);
  if (inputs.count !== count)
    throw new RangeError(
      `Cannot pair ${what} with its targets: there are ${inputs.count} examples and ${count} targets; ` +
        `there must be one target per example.`,
    );
  return inputs;
}

function fromNumbers(block: NumberBlock, what: string, wanted: readonly number[] | undefined): Inputs {
  const inputShape = shapeOfOne(block, wanted, what);
  return {
    count: block.shape[0] ?? 0,
    inputShape,
    values: finite(block.values, inputShape, what),
    numericColumns: Array.from({ length: inputShape.at(-1)! }, (_, column) => column),
  };
}
