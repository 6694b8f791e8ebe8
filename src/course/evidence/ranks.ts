import { binomialCdf } from "../../runtime/special-functions.js";

/** Ranks from 1; equal values share the mean of their ranks. */
export function rank(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

/**
 * How rarely a fair coin shows `count` or more heads in `tosses`: the one-sided sign test. 1 if nothing was tossed.
 *
 * @see Arbuthnott, "An argument for divine providence", 1710
 */
export function coinTail(count: number, tosses: number): number {
  return count === 0 ? 1 : 1 - binomialCdf(count - 1, tosses, 0.5);
}

/**
 * The rank-sum statistic of Mann and Whitney as a standard normal z, with the correction for ties: positive if `a` tends to
 * be the larger. Infinite values rank like others, so a diverged run counts as the worst.
 *
 * z = (U − n_a n_b / 2) / √(n_a n_b / 12 · ((N + 1) − Σ(t³ − t) / (N (N − 1)))), with U = Σ ranks of a − n_a (n_a + 1) / 2 and t
 * the sizes of the groups of equal values.
 *
 * @see Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the other", 1947
 */
export function rankSum(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const ranks = rank(all);
  const total = all.length;
  const u = ranks.slice(0, a.length).reduce((sum, value) => sum + value, 0) - (a.length * (a.length + 1)) / 2;
  // Each value of a group of t equal ones brings t² − 1: together t³ − t.
  const ties = all.reduce((sum, value) => sum + all.filter((other) => other === value).length ** 2 - 1, 0);
  const variance = ((a.length * b.length) / 12) * (total + 1 - ties / (total * (total - 1)));
  return variance === 0 ? 0 : (u - (a.length * b.length) / 2) / Math.sqrt(variance);
}
