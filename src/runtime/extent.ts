/**
 * The smallest and the largest finite number, `[Infinity, -Infinity]` if there is none. A list of any length: one
 * that is spread into `Math.max` ends at some hundred thousand arguments.
 */
export function extentOf(values: Iterable<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** How a number is rounded so that `digits` of it remain within the extent of its neighbours. */
export type Rounding = (value: number) => number;

/**
 * A rounding that keeps a notebook small and changes nothing one can see: it keeps `digits` digits of the difference
 * between `low` and `high`, so that values close together (seconds since 1970) stay apart. Integers stay as they are.
 */
export function roundingWithin([low, high]: readonly [number, number], digits = 6): Rounding {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const ratio = high > low ? largest / (high - low) : 1;
  const kept = Math.min(15, digits + Math.max(0, Math.floor(Math.log10(ratio))));
  return (value) => (Number.isSafeInteger(value) ? value : Number(value.toPrecision(kept)));
}

/** The index of the largest value; the first of several. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index;
  return best;
}
