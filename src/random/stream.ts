import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { hashText } from "./hash-text.js";

/** A source of random numbers. Everything random in tunebook takes one as an argument; nothing uses a global. */
export interface RandomStream {
  /** A number drawn uniformly from [0, 1). */
  uniform(): number;
  /** A whole number drawn uniformly from `low`, …, `high`, both included. */
  integer(low: number, high: number): number;
  /** A number drawn from the standard normal distribution N(0, 1). */
  normal(): number;
}

/**
 * A seeded stream of random numbers, independent of every stream with another seed or purpose.
 *
 * One run uses one stream per purpose (initial weights, batch order, dropout, augmentation), so that changing how
 * many numbers one of them draws leaves the others as they were: two runs that differ in dropout still start from
 * the same weights and see the same batches.
 *
 * @param seed any finite number; 0 is a valid seed like any other
 * @param purpose what the numbers are for, for example `"weights"`
 * @throws {RangeError} if `seed` is not a finite number
 * @example
 * const weights = stream(1, "weights");
 * weights.uniform() === stream(1, "weights").uniform(); // true
 * @see Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021 (xoroshiro128+)
 */
export function stream(seed: number, purpose: string): RandomStream {
  if (!Number.isFinite(seed))
    throw new RangeError(`Cannot seed a random stream: seed is ${seed}, it must be a finite number.`);
  const generator = xoroshiro128plus(hashText(`${seed}/${purpose}${freshSeeds()}`));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    integer: (low, high) => uniformInt(generator, low, high),
    // Box and Muller, 1958; 1 − u keeps the logarithm's argument above 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/**
 * With the environment variable `TUNEBOOK_FRESH_SEEDS` (any string, such as `3`), every seed stands for a new, unused one
 * everywhere: initial weights, batches, splits, generated data, samplers. Empty without it.
 *
 * The claims ledger re-runs unchanged chapters this way.
 */
export function freshSeeds(): string {
  const world = typeof process === "undefined" ? undefined : process.env["TUNEBOOK_FRESH_SEEDS"];
  return world ? `/again ${world}` : "";
}
