import { countsOf } from "../../runtime/collections.js";
import { normalCdf } from "../samplers/normal-distribution.js";

/**
 * Wilcoxon's signed-rank test: how likely gaps symmetric about 0 are to lie as far above 0 as these do.
 *
 * W⁺ = Σ ranks of |gap| over positive gaps, plus half the ranks of those that are 0. Its p-value is exact over all 2ⁿ
 * signs for up to 50 gaps without ties or zeros, and for up to 13 otherwise; beyond that W⁺ is approximated as normal.
 *
 * @param gaps at least one, finite
 * @returns P(W⁺ ≥ what was seen), as `scipy.stats.wilcoxon(gaps, alternative="greater", zero_method="zsplit")`
 * @see Wilcoxon, "Individual comparisons by ranking methods", 1945; Pratt, "Remarks on zeros and ties", 1959
 */
export function signedRankChance(gaps: readonly number[]): number {
  const sizes = gaps.map(Math.abs);
  const ranks = middleRanks(sizes);
  const seen = ranks.reduce((sum, rank, i) => sum + rank * (Math.sign(gaps[i]!) + 1), 0) / 2;
  const isPlain = new Set(sizes).size === sizes.length && !sizes.includes(0);
  if (gaps.length > (isPlain ? 50 : 13)) return normalChance(sizes, seen);
  return countedChance(
    ranks.filter((_, i) => gaps[i] !== 0),
    seen - ranks.reduce((sum, rank, i) => sum + (gaps[i] === 0 ? rank / 2 : 0), 0),
  );
}

/** 1 for the smallest; ties share the mean of their ranks. */
function middleRanks(sizes: readonly number[]): number[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  return sizes.map((size) => (sorted.indexOf(size) + sorted.lastIndexOf(size)) / 2 + 1);
}

/** The share of all choices of ranks that sum to at least `seen`; ranks are whole or half. */
function countedChance(ranks: readonly number[], seen: number): number {
  const most = ranks.reduce((sum, rank) => sum + 2 * rank, 0);
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (const rank of ranks) for (let sum = most; sum >= 2 * rank; sum--) ways[sum]! += ways[sum - 2 * rank]!;
  return ways.slice(2 * seen).reduce((all, count) => all + count, 0) / 2 ** ranks.length;
}

function normalChance(sizes: readonly number[], seen: number): number {
  const n = sizes.length;
  const ties = [...countsOf(sizes).values()].reduce((sum, count) => sum + count ** 3 - count, 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  return normalCdf(-(seen - (n * (n + 1)) / 4) / deviation);
}
