import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";
import { stratifiedOrder } from "./stratified-order.js";

/** Which examples belong to which split. */
export interface SplitIndices {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Which part of all examples is kept for validation and for the test; training takes the rest. */
export interface SplitFractions {
  readonly validation: number;
  readonly test: number;
}

/** Three fifths to train, one fifth to choose, one fifth for the last look. */
export const usualFractions: SplitFractions = { validation: 0.2, test: 0.2 };

/** How many examples each split gets; one that is wanted at all gets at least one. */
export function splitSizes(
  count: number,
  fractions: SplitFractions,
): { readonly train: number; readonly validation: number; readonly test: number } {
  const share = (fraction: number): number =>
    fraction === 0 ? 0 : Math.max(1, Math.round(count * fraction));
  const validation = share(fractions.validation);
  const test = share(fractions.test);
  return { train: count - validation - test, validation, test };
}

/**
 * Deals the examples out at random, with the same share of each class everywhere when `classes` is given.
 *
 * Each split is then shuffled, so its own order says nothing about classes.
 */
export function splitIndices(
  count: number,
  fractions: SplitFractions,
  seed: number,
  classes?: ArrayLike<number>,
): SplitIndices {
  const random = stream(seed, "split");
  const order = classes ? stratifiedOrder(classes, random) : shuffledIndices(count, random);
  const { validation, test } = splitSizes(count, fractions);
  const shuffle = (part: Int32Array): Int32Array =>
    shuffledIndices(part.length, random).map((place) => part[place]!);
  return {
    test: shuffle(order.subarray(0, test)),
    validation: shuffle(order.subarray(test, test + validation)),
    train: shuffle(order.subarray(test + validation)),
  };
}
