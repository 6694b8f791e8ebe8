/** Numbers at the crossings of two lists of places: `values[i][j]` at `x[i]`, `y[j]`. */
export interface Crossings {
  /** Rising. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly values: readonly (readonly number[])[];
}

/**
 * The number between four crossings, by bilinear interpolation; beyond the outermost crossings that of the nearest place inside.
 *
 * @example
 * bilinear({ x: [0, 1], y: [0, 1], values: [[0, 1], [2, 3]] }, 0.5, 0.5); // 1.5
 */
export function bilinear({ x, y, values }: Crossings, atX: number, atY: number): number {
  const [i, right] = between(x, atX);
  const [j, up] = between(y, atY);
  const along = (row: readonly number[]): number => row[j]! * (1 - up) + row[j + 1]! * up;
  return along(values[i]!) * (1 - right) + along(values[i + 1]!) * right;
}

/** The interval that holds a place, and which share of it lies below the place. */
function between(places: readonly number[], at: number): [index: number, share: number] {
  const next = places.findIndex((place) => place > at);
  const index = Math.max(0, (next < 0 ? places.length - 1 : next) - 1);
  const [low, high] = [places[index]!, places[index + 1]!];
  return [index, Math.min(1, Math.max(0, (at - low) / (high - low)))];
}
