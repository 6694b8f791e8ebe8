/** A tensor of TensorFlow.js, as far as data is concerned. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}

/** Numbers, nested as deep as an example has axes. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Flat numbers; how they divide into examples follows from the number of targets. */
export type TypedNumbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Flat numbers with their shape, the first axis being the examples. */
export interface NumberBlock {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export const isTensor = (value: unknown): value is TensorLike =>
  typeof value === "object" && value !== null && "dataSync" in value && "shape" in value;

export const isTypedArray = (value: unknown): value is TypedNumbers =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

const shown = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : Array.isArray(value) ? "an array" : String(value);

/** The lengths along the first element of every axis. */
function shapeOf(nested: unknown): number[] {
  if (isTypedArray(nested)) return [nested.length];
  return Array.isArray(nested) ? [nested.length, ...shapeOf(nested[0])] : [];
}

/**
 * Nested arrays as one flat array with a shape.
 *
 * @throws {RangeError} if two examples have different shapes
 * @throws {TypeError} if something in it is not a number
 */
export function flatten(what: string, nested: NestedNumbers): NumberBlock {
  const shape = shapeOf(nested);
  const values = new Float64Array(shape.reduce((product, size) => product * size, 1));
  let at = 0;
  const visit = (value: unknown, axis: number, row: number): void => {
    if (axis === shape.length) {
      if (typeof value !== "number")
        throw new TypeError(
          `Cannot use ${what}: row ${row} (counted from 0) holds ${shown(value)} where a number belongs.`,
        );
      values[at++] = value;
      return;
    }
    const list: ArrayLike<unknown> = Array.isArray(value) || isTypedArray(value) ? value : [];
    if (list.length !== shape[axis])
      throw new RangeError(
        `Cannot use ${what}: row ${row} (counted from 0) has ${list.length} values where row 0 has ${shape[axis]}. ` +
          `Every example must have the same shape.`,
      );
    for (let index = 0; index < list.length; index++) visit(list[index], axis + 1, axis === 0 ? index : row);
  };
  visit(nested, 0, 0);
  return { shape, values };
}
