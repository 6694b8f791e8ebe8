import { median } from "../runtime/numbers.js";

/** Median and range of several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * Median, lowest and highest of `values`. NaN counts as +∞ where `worst` is `"high"` (a loss) and as −∞ where it is
 * `"low"` (an accuracy): a diverged run counts as the worst, and must not vanish from the median.
 *
 * @param values measurements in any unit; the median of an even number of them is the mean of the two in the middle
 * @param worst which end NaN counts as
 * @returns median, lowest, highest, and how many there are
 * @throws {RangeError} if `values` is empty
 * @example
 * spread([0.3, 0.1, 0.2]); // { median: 0.2, low: 0.1, high: 0.3, count: 3 }
 */
export function spread(values: readonly number[], worst: "high" | "low" = "high"): Spread {
  if (values.length === 0)
    throw new RangeError("Cannot take the median of no values: there must be at least one.");
  const bad = worst === "high" ? Infinity : -Infinity;
  const sorted = values.map((value) => (Number.isNaN(value) ? bad : value)).sort((a, b) => a - b);
  return {
    median: median(sorted),
    low: sorted[0]!,
    high: sorted[sorted.length - 1]!,
    count: sorted.length,
  };
}
