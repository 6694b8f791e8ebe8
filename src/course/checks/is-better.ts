import binomial from "@stdlib/stats-base-dists-binomial-cdf";
import { numberText } from "../../charts/words.js";
import { betterDirection, measureText, pairedValues, type Arm, type ArmOptions } from "./arms.js";
import { fewestSeeds, tooFew, type Evidence } from "./evidence.js";
import { meanInterval } from "./interval.js";

/** What can be chosen about {@link isBetter}. */
export interface BetterOptions extends ArmOptions {
  /** The smallest improvement that matters in practice, in the metric's unit; 0 unless told otherwise. */
  readonly margin?: number;
}

/**
 * Whether A is better than B, run against run with the same seed.
 *
 * With d = improvement of A over B for each seed, and the 95 % t interval of mean d: *supported* if the whole interval
 * lies above the margin, *contradicted* if the whole interval lies below it, else *inconclusive*; fewer than 5 paired
 * seeds are always inconclusive. Where runs diverged there is no mean: then the side that did not diverge wins the
 * pair, and a one-sided sign test at 5 % decides.
 *
 * @param a the side the claim calls better: runs, or numbers in the order of their seeds
 * @param b the other side
 * @throws {RangeError} if one side has several runs with the same seed
 * @example
 * check({ claim: "0.01 ends lower than 0.0001", evidence: isBetter(moderate, tiny) });
 * @see Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms", 1998
 */
export function isBetter(a: Arm, b: Arm, options: BetterOptions = {}): Evidence {
  const pairs = pairedValues([a, b], options);
  if (pairs.length < fewestSeeds) return tooFew(pairs.length);
  const sign = betterDirection(options) === "lower" ? 1 : -1;
  const gains = pairs.map(([ofA, ofB]) => sign * (ofB! - ofA!));
  if (!gains.every(Number.isFinite)) return bySigns(pairs, sign, options.margin ?? 0);
  return byInterval(gains, options.margin ?? 0, measureText(options, a));
}

function byInterval(gains: readonly number[], margin: number, measure: string): Evidence {
  const { mean, low, high } = meanInterval(gains);
  const verdict = low > margin ? "supported" : high < margin ? "contradicted" : "inconclusive";
  const wins = gains.filter((gain) => gain > 0).length;
  const least = margin > 0 ? `; at least ${numberText(margin)} would matter` : "";
  const details =
    `The ${measure} improves by ${numberText(mean)} on average over ${gains.length} paired seeds ` +
    `(95 % interval ${numberText(low)} to ${numberText(high)}${least}); better with ${wins} of ${gains.length} seeds.`;
  return { verdict, details, numbers: { seeds: gains.length, mean, low, high, margin, wins } };
}

function bySigns(pairs: readonly (readonly number[])[], sign: number, margin: number): Evidence {
  const worth = (value: number): number => (Number.isNaN(value) ? -Infinity : -sign * value);
  const outcomes = pairs.map(([a, b]) => (worth(a!) === worth(b!) ? 0 : worth(a!) - worth(b!)));
  const wins = outcomes.filter((gain) => gain > margin).length;
  const losses = outcomes.filter((gain) => gain < -margin).length;
  const chance = (count: number): number => 1 - binomial(count - 1, wins + losses, 0.5);
  const decided = wins + losses > 0;
  const verdict =
    decided && chance(wins) <= 0.05
      ? "supported"
      : decided && chance(losses) <= 0.05
        ? "contradicted"
        : "inconclusive";
  const details =
    `Some runs diverged, so pairs are counted instead of averaged: better with ${wins} and worse with ${losses} of ` +
    `${pairs.length} seeds (one-sided sign test).`;
  return { verdict, details, numbers: { seeds: pairs.length, wins, losses } };
}
