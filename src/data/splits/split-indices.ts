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

/**
 * Deals the examples out at random, with the same share of each class everywhere when `classes` is given.
 *
 * The test split is dealt first and each split is then shuffled, so a split's own order says nothing.
 */
export function splitIndices(
  count: number,
  fractions: SplitFractions,
  seed: number,
  classes?: ArrayLike<number>,
): SplitIndices {
  const random = stream(seed, "split");
  const order = classes ? stratifiedOrder(classes, random) : shuffledIndices(count, random);
  const test = Math.round(count * fractions.test);
  const validation = Math.round(count * fractions.validation);
  const shuffle = (part: Int32Array): Int32Array =>
    shuffledIndices(part.length, random).map((place) => part[place]!);
  return {
    test: shuffle(order.subarray(0, test)),
    validation: shuffle(order.subarray(test, test + validation)),
    train: shuffle(order.subarray(test + validation)),
  };
}
