import { splitSizes, type SplitFractions } from "./split-indices.js";
import { examplesByClass } from "./stratified-order.js";

/**
 * Whether examples can be dealt out: every fraction above 0 and something left for training, and at least as many examples,
 * in all and of every class, as there are splits.
 *
 * @param fractions those of the splits that are to be dealt
 * @throws {RangeError} if not
 */
export function checkSplit(
  count: number,
  fractions: Partial<SplitFractions>,
  classes?: ArrayLike<number>,
  classNames?: readonly string[],
): void {
  checkFractions(fractions);
  const splits = 1 + Object.keys(fractions).length;
  const { train } = splitSizes(count, { validation: 0, test: 0, ...fractions });
  if (count < splits || train < 1)
    throw new RangeError(
      `Cannot split ${count} ${count === 1 ? "example" : "examples"} into ${splits} splits: each needs at least one. ` +
        `Add examples, or give your own \`validation: { x, y }\` and \`test: { x, y }\`.`,
    );
  if (classes) checkClasses(splits, classes, classNames);
}

function checkFractions(fractions: Partial<SplitFractions>): void {
  const values = Object.values(fractions);
  const sum = values.reduce((total, fraction) => total + fraction, 0);
  if (values.every((fraction) => fraction > 0) && sum < 1) return;
  const given = Object.entries(fractions).map(([split, fraction]) => `${split} ${fraction}`);
  throw new RangeError(
    `Cannot split: fractions are ${given.join(" and ")}; each must be above 0 and their sum below 1, ` +
      `what is left is for training.`,
  );
}

function checkClasses(
  splits: number,
  classes: ArrayLike<number>,
  classNames: readonly string[] | undefined,
): void {
  const groups = examplesByClass(classes);
  const rare = groups.findIndex(({ length }) => length > 0 && length < splits);
  if (rare < 0) return;
  throw new RangeError(
    `Cannot split by class: class "${classNames?.[rare] ?? String(rare)}" has ${groups[rare]!.length} of the examples, ` +
      `it needs at least ${splits}, one for each split. Add examples of it or leave the class out; ` +
      `if y holds numbers to predict, say task: "regression".`,
  );
}
