import type { Dataset, Split } from "../../data/dataset.js";
import { predictMember, type Member } from "../candidates/member.js";
import { predictionLoss } from "../learners/link.js";
import type { Evaluated } from "./evaluate.js";

/** A model of several, and its share of the predictions. */
export interface Weighted<Item> {
  readonly of: Item;
  readonly weight: number;
}

/** Steps of the greedy selection, and how many different models it may take. */
const steps = 20;
const mostMembers = 5;

/** A step must lower the loss by this share, or the gain is noise. */
const leastGain = 1e-3;

/**
 * Chooses models whose mean predicts better than the best alone: beginning with the best, the one is added, again and again
 * and also repeatedly, that lowers the validation loss of the mean most.
 *
 * @param affordable whether a model may be added to those that were chosen already
 * @returns weights that add up to 1, the largest first
 * @see Caruana et al., "Ensemble selection from libraries of models", 2004
 */
export function greedyEnsemble(
  evaluated: readonly Evaluated[],
  targets: Split["targets"],
  problem: Pick<Dataset, "task" | "outputs">,
  affordable: (chosen: ReadonlySet<Evaluated>, next: Evaluated) => boolean = () => true,
): Weighted<Evaluated>[] {
  const sorted = [...evaluated].sort((a, b) => a.loss - b.loss);
  const votes = new Map([[sorted[0]!, 1]]);
  let sum = Float64Array.from(sorted[0]!.outputs);
  let loss = predictionLoss(sum, targets, problem);
  for (let taken = 1; taken < steps; taken++) {
    const chosen = new Set(votes.keys());
    const isAllowed = (one: Evaluated): boolean =>
      chosen.has(one) || (chosen.size < mostMembers && affordable(chosen, one));
    const tried = sorted.filter(isAllowed).map((one) => {
      const mean = sum.map((value, at) => (value + one.outputs[at]!) / (taken + 1));
      return { one, loss: predictionLoss(mean, targets, problem) };
    });
    const best = tried.reduce((least, next) => (next.loss < least.loss ? next : least));
    if (best.loss > loss * (1 - leastGain)) break;
    votes.set(best.one, (votes.get(best.one) ?? 0) + 1);
    sum = sum.map((value, at) => value + best.one.outputs[at]!);
    ({ loss } = best);
  }
  const total = [...votes.values()].reduce((all, count) => all + count, 0);
  return [...votes].map(([of, count]) => ({ of, weight: count / total })).sort((a, b) => b.weight - a.weight);
}

/** The weighted mean of predictions of the same examples. */
export function weightedMean(parts: readonly Weighted<Float32Array>[]): Float32Array {
  if (parts.length === 1) return parts[0]!.of;
  const mean = new Float32Array(parts[0]!.of.length);
  for (const { of, weight } of parts) of.forEach((value, at) => (mean[at]! += weight * value));
  return mean;
}

/** What several models predict together, examples × outputs. */
export const predictMembers = (members: readonly Weighted<Member>[], inputs: Float32Array): Float32Array =>
  weightedMean(members.map(({ of, weight }) => ({ of: predictMember(of, inputs), weight })));
