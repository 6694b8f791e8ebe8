import { numberText } from "../../charts/words.js";
import { betterDirection, pairedValues, type Arm, type ArmOptions } from "./arms.js";
import { fewestSeeds, tooFew, type Evidence } from "./evidence.js";

/** What can be chosen about {@link isTrend}. */
export interface TrendOptions extends ArmOptions {
  /** Which way the measured value goes from the first arm to the last. */
  readonly direction: "rises" | "falls";
}

/**
 * Whether a measured value rises (or falls) steadily along an order of arms: Page's trend test, seeds as blocks.
 *
 * Each seed ranks the k arms 1, …, k; L = Σⱼ j·Rⱼ with Rⱼ the sum of ranks of arm j over n seeds, and
 * z = (L − n·k(k+1)²/4) / √(n·k²(k+1)²(k−1)/144). *Supported* if z > 1.645 in the claimed direction (one-sided 5 %),
 * *contradicted* if z < −1.645, else *inconclusive*, as with fewer than 5 seeds. A diverged run ranks as the worst.
 *
 * @param arms three or more sides in the order of the claim, each with the same seeds
 * @throws {RangeError} if there are fewer than three arms
 * @example
 * check({ claim: "Noise falls as batches grow", evidence: isTrend([noise16, noise64, noise256], { direction: "falls" }) });
 * @see Page, "Ordered hypotheses for multiple treatments: a significance test for linear ranks", 1963
 */
export function isTrend(arms: readonly Arm[], options: TrendOptions): Evidence {
  const count = arms.length;
  if (count < 3)
    throw new RangeError(`Cannot see a trend over ${count} arms: it takes at least three. Use isBetter.`);
  const blocks = pairedValues(arms, options);
  const seeds = blocks.length;
  if (seeds < fewestSeeds) return tooFew(seeds);
  const worst = betterDirection(options) === "lower" ? Infinity : -Infinity;
  const ranks = blocks.map((values) => rank(values.map((value) => (Number.isNaN(value) ? worst : value))));
  const weighted = ranks.flat().reduce((sum, value, index) => sum + value * ((index % count) + 1), 0);
  const mean = (seeds * count * (count + 1) ** 2) / 4;
  const deviation = Math.sqrt((seeds * count ** 2 * (count + 1) ** 2 * (count - 1)) / 144);
  const z = ((weighted - mean) / deviation) * (options.direction === "rises" ? 1 : -1);
  const verdict = z > 1.645 ? "supported" : z < -1.645 ? "contradicted" : "inconclusive";
  const details =
    `Ranking the ${count} arms by each of ${seeds} seeds gives a trend of z = ${numberText(z)} in the claimed direction ` +
    "(Page's test; above 1.645 it is hardly luck, below −1.645 it goes the other way).";
  return { verdict, details, numbers: { seeds, arms: count, z } };
}

/** Ranks from 1; equal values share the middle of their ranks. */
export function rank(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
