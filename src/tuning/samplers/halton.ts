import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";

/**
 * Points that fill the unit cube more evenly than random ones do: the Halton sequence with its digits shuffled.
 *
 * Coordinate j of point i is i written in base p (the j-th prime), each digit mapped by its own random
 * permutation, mirrored at the point: x = Σₖ πₖ(dₖ) p^−(k+1). Every pᵐ consecutive points then hit each of pᵐ equal
 * intervals once, each point is by itself uniformly distributed, and the stripes of the plain sequence for large p are
 * gone.
 *
 * @see Owen, "A randomized Halton algorithm in R", 2017
 */
export class HaltonSequence {
  readonly #seed: number;
  /** Per dimension, one permutation for each digit down to the precision of a double. */
  readonly #permutations: Int32Array[][] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Coordinate `dimension` (0, 1, …) of point `index` (0, 1, …), in [0, 1). */
  at(index: number, dimension: number): number {
    const base = prime(dimension);
    const permutations = (this.#permutations[dimension] ??= this.#shuffles(dimension, base));
    let [value, weight, rest] = [0, 1, index];
    for (const permutation of permutations) {
      weight /= base;
      value += weight * permutation[rest % base]!;
      rest = Math.floor(rest / base);
    }
    return Math.min(value, 1 - Number.EPSILON);
  }

  /** The coordinates 0, …, `dimensions` − 1 of a point. */
  point(index: number, dimensions: number): number[] {
    return Array.from({ length: dimensions }, (_, dimension) => this.at(index, dimension));
  }

  #shuffles(dimension: number, base: number): Int32Array[] {
    const random = stream(this.#seed, `halton/${dimension}`);
    const digits = Math.ceil(53 / Math.log2(base));
    return Array.from({ length: digits }, () => shuffledIndices(base, random));
  }
}

const primes = [2];

function prime(place: number): number {
  for (let candidate = primes.at(-1)! + 1; primes.length <= place; candidate++)
    if (primes.every((divisor) => candidate % divisor !== 0)) primes.push(candidate);
  return primes[place]!;
}
