import { shuffledIndices } from "../random/shuffled.js";
import { type RandomStream, stream } from "../random/stream.js";
import type { Split } from "./dataset.js";

/** The named rows of a flat array of equally long rows. */
export function rowsAt<Values extends Float32Array | Float64Array | Int32Array>(
  values: Values,
  width: number,
  which: Int32Array,
): Values {
  const taken = values.slice(0, 0).constructor as new (length: number) => Values;
  const result = new taken(which.length * width);
  which.forEach((row, place) => {
    result.set(values.subarray(row * width, (row + 1) * width), place * width);
  });
  return result;
}

/** The examples at the given positions, in that order, as a split of their own. */
export function takeRows(all: Split, which: Int32Array): Split {
  return {
    count: which.length,
    inputs: rowsAt(all.inputs, all.inputs.length / all.count, which),
    targets: rowsAt(all.targets, all.targets.length / all.count, which),
  };
}

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

/** Three fifths for training, one fifth for validation, one fifth for the test. */
export const usualFractions: SplitFractions = { validation: 0.2, test: 0.2 };

/** How many examples each split gets; every split that is asked for gets at least one. */
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
 * Splits the examples at random, with the same share of each class everywhere when `classes` is given.
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

/**
 * Whether examples can be split: every fraction above 0 and something left for training, and at least as many examples,
 * in all and of every class, as there are splits.
 *
 * @param fractions those of the splits to make
 * @param what what the targets are called in messages
 * @throws {RangeError} if not
 */
export function checkSplit(
  count: number,
  fractions: Partial<SplitFractions>,
  classes?: ArrayLike<number>,
  classNames?: readonly string[],
  what = "y",
): void {
  checkFractions(fractions);
  const splits = 1 + Object.keys(fractions).length;
  const { train } = splitSizes(count, { validation: 0, test: 0, ...fractions });
  if (count < splits || train < 1)
    throw new RangeError(
      `Cannot split ${count} ${count === 1 ? "example" : "examples"} into ${splits} splits: each needs at least one. ` +
        `Add examples, or give your own \`validation: { x, y }\` and \`test: { x, y }\`.`,
    );
  if (classes) checkClasses(splits, classes, classNames, what);
}

function checkFractions(fractions: Partial<SplitFractions>): void {
  const values = Object.values(fractions);
  const sum = values.reduce((total, fraction) => total + fraction, 0);
  if (values.every((fraction) => fraction > 0) && sum < 1) return;
  const given = Object.entries(fractions).map(([split, fraction]) => `${split} ${fraction}`);
  throw new RangeError(
    `Cannot split: fractions are ${given.join(" and ")}; each must be above 0 and their sum below 1, ` +
      `the rest is for training.`,
  );
}

function checkClasses(
  splits: number,
  classes: ArrayLike<number>,
  classNames: readonly string[] | undefined,
  what: string,
): void {
  const rare = examplesByClass(classes).flatMap(({ length }, label) =>
    length > 0 && length < splits ? [`"${classNames?.[label] ?? String(label)}" has ${length}`] : [],
  );
  if (rare.length === 0) return;
  const shown =
    rare.length > 5 ? `${rare.slice(0, 5).join(", ")} and ${rare.length - 5} more` : rare.join(", ");
  throw new RangeError(
    `Cannot split by class: in ${what}, class ${shown} of the examples; each needs at least ${splits}, one for each split. ` +
      `Add examples of it or leave the class out; if ${what} holds numbers to predict, use task: "regression".`,
  );
}
