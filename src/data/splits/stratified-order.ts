import type { RandomStream } from "../../random/stream.js";
import { shuffledIndices } from "../../random/shuffled.js";

/** Positions of the examples of each class, in class order. Classes without examples have an empty list. */
export function examplesByClass(classes: ArrayLike<number>): number[][] {
  const groups: number[][] = [];
  for (let index = 0; index < classes.length; index++) (groups[classes[index]!] ??= []).push(index);
  return Array.from(groups, (group: number[] | undefined) => group ?? []);
}

/**
 * The positions 0, …, n − 1 in an order that spreads every class evenly: any stretch of it holds each class in
 * proportion, to within one example or two.
 *
 * Example i (after a shuffle) of a class with m examples goes to the place (i + u) / m of the whole, with one random
 * u in [0, 1) per class; the order is by place.
 */
export function stratifiedOrder(classes: ArrayLike<number>, random: RandomStream): Int32Array {
  const places = new Float64Array(classes.length);
  for (const group of examplesByClass(classes)) {
    const offset = random.uniform();
    shuffledIndices(group.length, random).forEach((member, rank) => {
      places[group[member]!] = (rank + offset) / group.length;
    });
  }
  return Int32Array.from(places.keys()).sort((a, b) => places[a]! - places[b]!);
}
