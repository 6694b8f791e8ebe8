import { checkOptionNames } from "../../runtime/nearest-name.js";
import { stream } from "../../random/stream.js";
import type { Interval } from "./interval.js";

/** Options for {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** How many samples are drawn; 1,000 by default. */
  readonly samples?: number;
  /** Seed of the draws; 1 by default. */
  readonly seed?: number;
}

/**
 * The percentile bootstrap interval of any statistic: its middle 95 % over samples of the items, drawn with replacement.
 *
 * The items must be what is independent of each other: patients, not their recordings. With few items (below about 20) the
 * interval is too narrow.
 *
 * @param items at least two
 * @param statistic a number for a list of items as long as `items`; NaN where a sample has none, which is then left out
 * @returns the statistic of the items themselves as `mean`, and the interval
 * @throws {RangeError} if there are fewer than two items, or the statistic is NaN in more than half of the samples
 * @example
 * bootstrapInterval([3, 5, 4, 6, 2, 4], (sample) => Math.max(...sample)).high; // 6
 * @see Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13
 */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => number,
  options: BootstrapOptions = {},
): Interval {
  checkOptionNames("call bootstrapInterval", options, ["samples", "seed"]);
  const { samples = 1000, seed = 1 } = options;
  if (!(Number.isInteger(samples) && samples >= 1))
    throw new RangeError(`Cannot draw ${samples} samples: it must be a whole number, 1 or more.`);
  if (items.length < 2)
    throw new RangeError(
      `Cannot resample ${items.length} items: it takes two or more to see how they differ.`,
    );
  const random = stream(seed, "bootstrap");
  const draw = (): Item[] => items.map(() => items[random.integer(0, items.length - 1)]!);
  const values = Array.from({ length: samples }, () => statistic(draw())).filter(
    (value) => !Number.isNaN(value),
  );
  if (values.length < samples / 2)
    throw new RangeError(
      `Cannot form a bootstrap interval: in ${samples - values.length} of ${samples} samples the statistic is not a number.`,
    );
  values.sort((a, b) => a - b);
  const low = values[Math.floor(0.025 * values.length)]!;
  const high = values[Math.ceil(0.975 * values.length) - 1]!;
  return { mean: statistic(items), low, high };
}
