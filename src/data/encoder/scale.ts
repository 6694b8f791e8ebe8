/** Mean and standard deviation of one column of a flat array of rows; the deviation of a constant column counts as 1. */
export interface ColumnScale {
  readonly mean: number;
  readonly deviation: number;
  /** Whether they are those of the logarithms of the values. */
  readonly log?: true;
}

/** Mean and standard deviation of every `width`-th number, in double precision. */
export function columnScale(values: ArrayLike<number>, width: number, column: number): ColumnScale {
  const count = values.length / width;
  let sum = 0;
  for (let at = column; at < values.length; at += width) sum += values[at]!;
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < values.length; at += width) squares += (values[at]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) || 1 };
}

/** Mean and standard deviation of the logarithms of numbers above 0. */
export const logScale = (values: Float64Array): ColumnScale => ({
  ...columnScale(values.map(Math.log), 1, 0),
  log: true,
});

/** One scale for each feature of the last axis, `null` for those that stay as they are. */
export type Scales = readonly (ColumnScale | null)[];

/** The scales of some columns; the others are left as they are. */
export function scalesOf(values: ArrayLike<number>, width: number, columns: readonly number[]): Scales {
  const wanted = new Set(columns);
  return Array.from({ length: width }, (_, column) =>
    wanted.has(column) ? columnScale(values, width, column) : null,
  );
}

/**
 * (x − μ) / σ, or (log x − μ) / σ, computed in double precision and only then rounded to 32 bits: otherwise small differences between large
 * numbers would be lost.
 */
export function scaledValues(values: ArrayLike<number>, scales: Scales): Float32Array {
  const width = scales.length;
  const scaled = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const scale = scales[at % width] ?? null;
    const value = scale?.log ? Math.log(values[at]!) : values[at]!;
    scaled[at] = scale === null ? value : (value - scale.mean) / scale.deviation;
  }
  return scaled;
}

/** The largest change by rounding to 32 bits, as a share of a column's range, that is not an error. */
const mostLost = 1e-3;

/** A column whose values 32 bits cannot distinguish, and by how much rounding changes them. */
export interface LostColumn {
  readonly column: number;
  readonly value: number;
  readonly moved: number;
}

/**
 * The first column whose numbers lie so close together, and so far from 0, that rounding to 32 bits would change them by a
 * thousandth of its range.
 */
export function lostInFloat32(values: ArrayLike<number>, scales: Scales): LostColumn | undefined {
  const width = scales.length;
  for (let column = 0; column < width; column++) {
    if (scales[column] !== null) continue;
    let [low, high, moved, value] = [Infinity, -Infinity, 0, 0];
    for (let at = column; at < values.length; at += width) {
      const x = values[at]!;
      low = Math.min(low, x);
      high = Math.max(high, x);
      const error = Math.abs(x - Math.fround(x));
      if (error > moved) [moved, value] = [error, x];
    }
    if (moved > mostLost * (high - low) && high > low) return { column, value, moved };
  }
  return undefined;
}
