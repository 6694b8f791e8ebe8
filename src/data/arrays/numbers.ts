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
  const visit = (list: unknown, axis: number, row: number): void => {
    const given: ArrayLike<unknown> = Array.isArray(list) || isTypedArray(list) ? list : [];
    if (given.length !== (shape[axis] ?? 1))
      throw new RangeError(
        `Cannot use ${what}: row ${row} (counted from 0) has ${given.length} values where row 0 has ${shape[axis]}. ` +
          `Every example must have the same shape.`,
      );
    const isLast = axis + 1 >= shape.length;
    for (let index = 0; index < given.length; index++) {
      const value = given[index];
      const inside = axis === 0 ? index : row;
      // Numbers are the many: no call for each.
      if (!isLast) visit(value, axis + 1, inside);
      else if (typeof value === "number") values[at++] = value;
      else throw noNumber(what, value, inside);
    }
  };
  // What is no list at all is read as a list of one.
  visit(shape.length === 0 ? [nested] : nested, 0, 0);
  return { shape, values };
}

const noNumber = (what: string, value: unknown, row: number): TypeError =>
  new TypeError(
    `Cannot use ${what}: row ${row} (counted from 0) holds ${shown(value)} where a number belongs.`,
  );
