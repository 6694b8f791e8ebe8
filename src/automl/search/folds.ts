import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";
import { stratifiedOrder, type SplitIndices } from "../../data/splits.js";

/** How often models are validated: with `folds` 1, once on the validation split. */
export interface ValidationPlan {
  readonly folds: number;
  readonly repeats: number;
}

/** With this many rows one validation split says enough. */
const manyRows = 10_000;

/** Inputs of all folds together, at most: more than this would not fit in memory several times over. */
const mostInputs = 2e7;

/** Inputs of a table that is validated in several repeats, at most: with more, a single trial would take the time of the search. */
const mostRepeated = 1e5;

/**
 * How to validate with so many rows: the fewer there are, the more often each is used.
 *
 * | rows | folds × repeats |
 * |---|---|
 * | below 200 | 5 × 3 |
 * | below 1,000 | 5 × 2 |
 * | below 10,000 | 5 × 1 |
 * | more | one validation split |
 *
 * Tables of more than 100,000 inputs are divided once.
 *
 * @param rows those for training and validation together
 * @param width inputs per row
 */
export function validationPlan(rows: number, width: number): ValidationPlan {
  const repeats = rows * width > mostRepeated ? 1 : rows < 200 ? 3 : rows < 1000 ? 2 : 1;
  if (rows >= manyRows || rows * width * 5 * repeats > mostInputs) return { folds: 1, repeats: 1 };
  return { folds: 5, repeats };
}

/**
 * The divisions of k-fold validation: in each repeat, every row is validated once. All folds have the same size, so that networks
 * share their graphs; up to k − 1 rows that are left over are always training rows.
 *
 * @param indices the training and validation rows are divided; the test rows stay
 * @param classes the class of every row, test rows included, so that each fold has each class in proportion
 */
export function foldIndices(
  { train, validation, test }: SplitIndices,
  { folds, repeats }: ValidationPlan,
  seed: number,
  classes?: ArrayLike<number>,
): SplitIndices[] {
  const rows = Int32Array.from([...train, ...validation]);
  return Array.from({ length: repeats }, (_, repeat) => {
    const random = stream(seed, `folds/${repeat}`);
    const own = classes && rows.map((row) => classes[row]!);
    const size = Math.floor(rows.length / folds);
    const order = own ? stratifiedOrder(own, random) : shuffledIndices(rows.length, random);
    return Array.from({ length: folds }, (_fold, fold) => {
      const [from, to] = [fold * size, (fold + 1) * size];
      const at = (places: Int32Array): Int32Array => places.map((place) => rows[place]!);
      const others = Int32Array.from([...order.subarray(0, from), ...order.subarray(to)]);
      const mixed = shuffledIndices(others.length, random).map((place) => others[place]!);
      return { train: at(mixed), validation: at(order.subarray(from, to)), test };
    });
  }).flat();
}
