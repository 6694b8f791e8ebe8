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
} from "./numbers.js";

/** What can be the inputs: nested arrays, a flat typed array, a tensor or a DataFrame. */
export type InputSource =
  NestedNumbers | Float32Array | Float64Array | Int32Array | Uint8Array | TensorLike | FrameLike;

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

function blockOf(source: Exclude<InputSource, FrameLike>, count: number): NumberBlock {
  if (isTensor(source)) return { shape: source.shape, values: source.dataSync() };
  if (!isTypedArray(source)) return flatten("x", source);
  if (source.length % count !== 0)
    throw new RangeError(
      `Cannot use x: its ${source.length} numbers are not a multiple of the ${count} examples in y.`,
    );
  return { shape: [count, source.length / count], values: source };
}

function shapeOfOne(block: NumberBlock, wanted: readonly number[] | undefined): readonly number[] {
  const own = block.shape.length > 1 ? block.shape.slice(1) : [1];
  if (!wanted) return own;
  if (sizeOf(wanted) !== sizeOf(own))
    throw new RangeError(
      `Cannot use x: inputShape is [${wanted.join(", ")}], ${sizeOf(wanted)} numbers per example, ` +
        `but x has ${sizeOf(own)} per example (shape [${own.join(", ")}]).`,
    );
  return wanted;
}

/** "row 12, column 3", or with the feature's name where there is one axis. */
function place(index: number, shape: readonly number[]): string {
  const row = Math.floor(index / sizeOf(shape));
  let rest = index % sizeOf(shape);
  const at = [...shape].reverse().map((size) => {
    const here = rest % size;
    rest = Math.floor(rest / size);
    return here;
  });
  return `row ${row}, column ${at.reverse().join(", ")} (counted from 0)`;
}

function finite(values: ArrayLike<number>, inputShape: readonly number[]): Float32Array {
  const result = Float32Array.from(values);
  const bad = result.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return result;
  throw new RangeError(
    `Cannot use x: ${place(bad, inputShape)} is ${values[bad]}; every input must be a finite 32-bit number. ` +
      `Leave the row out or fill the value in first.`,
  );
}

function fromFrame(frame: FrameLike): Inputs {
  const rows = frame.values.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
  const { inputs, featureNames, numericColumns } = encodeTable({ columns: frame.columns, values: rows });
  const inputShape = [featureNames.length];
  return { count: rows.length, inputShape, values: finite(inputs, inputShape), featureNames, numericColumns };
}

/**
 * Inputs of any accepted kind as flat 32-bit numbers.
 *
 * @param count how many targets there are: a flat typed array has that many rows
 * @throws {RangeError} if a number is not finite or shapes do not fit, naming row, column and both numbers
 */
export function readInputs(source: InputSource, count: number, wanted?: readonly number[]): Inputs {
  if (isFrame(source)) return fromFrame(source);
  const block = blockOf(source, count);
  const inputShape = shapeOfOne(block, wanted);
  return {
    count: block.shape[0] ?? 0,
    inputShape,
    values: finite(block.values, inputShape),
    numericColumns: Array.from({ length: inputShape.at(-1)! }, (_, column) => column),
  };
}
