import { keptMetric, metricTexts, type MetricName } from "../charts/metrics.js";
import { spread } from "../charts/spread.js";
import { takeRows } from "../data/splits.js";
import type { Split } from "../data/dataset.js";
import type { SweepRun } from "../sweep/sweep-result.js";
import type { RunRecord } from "../training/training-run.js";

/**
 * The middle of some values: half of them lie below, half above.
 *
 * @param values at least one; NaN counts as the worst, which is high unless `worst` says low
 * @throws {RangeError} if there is none
 * @example
 * median([3, 1, 10]); // 3
 */
export function median(values: readonly number[], worst: "high" | "low" = "high"): number {
  return spread(values, worst).median;
}

/**
 * What a run, or each of several, ended with: its metric at the epoch whose weights it kept. A diverged run counts as the worst
 * there is: an infinite loss, an accuracy of 0.
 *
 * @param metric `"valLoss"` by default
 * @example
 * median(finalOf(runsWhere(result, { learningRate: 0.1 })));
 * finalOf(run, "valAccuracy"); // the share that the run gets right in the end
 */
export function finalOf(run: RunRecord | SweepRun, metric?: MetricName): number;
export function finalOf(runs: readonly (RunRecord | SweepRun)[], metric?: MetricName): number[];
export function finalOf(
  runs: RunRecord | SweepRun | readonly (RunRecord | SweepRun)[],
  metric: MetricName = "valLoss",
): number | number[] {
  if (isList(runs)) return runs.map((run) => finalOf(run, metric));
  const value = keptMetric("run" in runs ? runs.run : runs, metric);
  const worst = metricTexts[metric].better === "lower" ? Infinity : 0;
  return Number.isNaN(value) ? worst : value;
}

const isList = <Item>(value: Item | readonly Item[]): value is readonly Item[] => Array.isArray(value);

/**
 * The best of several, by a figure: the run that ended lowest, the row with the highest accuracy. A best of n is luckier than the
 * next one will be: say how many there were, or measure it again on other seeds.
 *
 * @param items at least one; a figure that is NaN is never the best
 * @param figure what to compare
 * @param better `"lower"` by default; of equals the first wins
 * @throws {RangeError} if there is none, or no figure is a number
 * @example
 * bestOf(result.runs, (run) => finalOf(run)).seed;
 * bestOf(["a", "ccc", "bb"], (word) => word.length, "higher"); // "ccc"
 */
export function bestOf<Item>(
  items: readonly Item[],
  figure: (item: Item) => number,
  better: "lower" | "higher" = "lower",
): Item {
  const sign = better === "lower" ? 1 : -1;
  const worth = (item: Item): number => sign * figure(item);
  const usable = items.filter((item) => !Number.isNaN(figure(item)));
  if (usable.length === 0)
    throw new RangeError(
      `Cannot name the best of ${items.length} items: at least one figure must be a number.`,
    );
  return usable.reduce((best, item) => (worth(item) < worth(best) ? item : best));
}

/**
 * The items at the given places, in that order: rows sorted by another column, examples of a split shuffled or picked.
 *
 * @param items a list, or a split of a data set
 * @param order places, from 0; a place may be left out or come twice
 * @throws {RangeError} if there is no such place
 * @example
 * reorder(["a", "b", "c"], [2, 0]); // ["c", "a"]
 * const firstTen = reorder(digits.train, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
 */
export function reorder(items: Split, order: ArrayLike<number>): Split;
export function reorder<Item>(items: readonly Item[], order: ArrayLike<number>): Item[];
export function reorder<Item>(items: Split | readonly Item[], order: ArrayLike<number>): Split | Item[] {
  const places = Array.from(order);
  const count = "count" in items ? items.count : items.length;
  const wrong = places.find((place) => !Number.isInteger(place) || place < 0 || place >= count);
  if (wrong !== undefined)
    throw new RangeError(
      `Cannot take place ${wrong} of ${count} items: places are whole numbers from 0 to ${count - 1}.`,
    );
  return "count" in items ? takeRows(items, Int32Array.from(places)) : places.map((place) => items[place]!);
}
