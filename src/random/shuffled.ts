import type { RandomStream } from "./stream.js";

/**
 * The whole numbers 0, …, count − 1 in random order.
 *
 * @see Fisher and Yates, "Statistical tables", 1938; Durstenfeld, algorithm 235, 1964
 */
export function shuffledIndices(count: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
