import type { RandomStream } from "./stream.js";

/** The whole numbers 0, …, count − 1. (`Int32Array.from` uses an iterator, which takes ten times as long.) */
export function indices(count: number): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  return order;
}

/**
 * The whole numbers 0, …, count − 1 in random order.
 *
 * @see Fisher and Yates, "Statistical tables", 1938; Durstenfeld, algorithm 235, 1964
 */
export function shuffledIndices(count: number, random: RandomStream): Int32Array {
  const order = indices(count);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
