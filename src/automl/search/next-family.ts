import type { Candidate } from "../candidates/candidate.js";
import type { Family } from "../candidates/member.js";

/** What was spent on trials of one kind of model, and the lowest loss they reached. */
export interface Spent {
  readonly trials: number;
  /** Seconds, or trials where the result must not depend on the clock. */
  readonly cost: number;
  readonly best: number;
}

/** Each kind gets half of what the next better one gets. */
const share = (rank: number): number => 2 ** -rank;

/**
 * The kind of model that the next trial tries: the better its best trial so far, the more of the time it gets, but none is
 * given up, because the others may only need more trials, and an ensemble needs models that differ.
 *
 * @param spent for every kind that was tried
 */
export function nextFamily(candidates: readonly Candidate[], spent: ReadonlyMap<Family, Spent>): Family {
  const best = ({ family }: Candidate): number => spent.get(family)?.best ?? Infinity;
  const ranked = [...candidates].sort((a, b) => (best(a) === best(b) ? 0 : best(a) - best(b)));
  const open = ranked.filter(({ family, enough }) => (spent.get(family)?.trials ?? 0) < enough);
  const use = ({ family }: Candidate): number =>
    (spent.get(family)?.cost ?? 0) / share(ranked.findIndex((one) => one.family === family));
  const usable = open.length > 0 ? open : ranked;
  return usable.reduce((least, one) => (use(one) < use(least) ? one : least)).family;
}
