import { isFeasible, violation } from "../trial/constraints.js";
import { isInformative, type StudyView, type TrialRecord } from "../trial/trial-record.js";
import { losses } from "../study/best-trials.js";
import { crowdingDistances, frontRanks } from "./non-dominated-sort.js";

/**
 * Trial numbers from the best to the worst.
 *
 * Complete trials come first: by value; with several objectives by front, and within a front the less crowded
 * first. Pruned trials follow, those that got furthest first, then by their last value. Last come the trials that
 * violate a constraint, those that violate it least first (as in Deb et al., 2002, section 6).
 */
export function rankTrials(study: StudyView, trials: readonly TrialRecord[]): number[] {
  const feasible = trials.filter(isFeasible);
  const complete = feasible.filter((trial) => trial.state === "complete");
  const pruned = feasible.filter((trial) => trial.state === "pruned");
  const ranked = study.directions.length === 1 ? byValue(study, complete) : byFront(study, complete);
  return [...ranked, ...byProgress(study, pruned), ...byViolation(trials)];
}

function byViolation(trials: readonly TrialRecord[]): number[] {
  return trials
    .map((trial) => ({ trial, excess: violation(trial) }))
    .filter(({ trial, excess }) => excess > 0 && isInformative(trial))
    .sort((a, b) => compareDescending(b.excess, a.excess) || a.trial.number - b.trial.number)
    .map(({ trial }) => trial.number);
}

/** The numbers of the best `count` trials, from the best to the worst; fast for thousands of trials. */
export function bestTrials(study: StudyView, trials: readonly TrialRecord[], count: number): number[] {
  if (study.directions.length > 1) return rankTrials(study, trials).slice(0, count);
  const sign = study.directions[0] === "minimize" ? 1 : -1;
  const complete = trials.filter((trial) => trial.state === "complete" && isFeasible(trial));
  const worst = smallest(
    complete.map(({ values }) => sign * values[0]!),
    count,
  );
  const isShort = complete.length < count;
  const contenders = trials.filter((trial) =>
    trial.state === "complete" && isFeasible(trial) ? sign * trial.values[0]! <= worst : isShort,
  );
  return rankTrials(study, contenders).slice(0, count);
}

/** The `count`-th smallest of many, for a small `count`; `Infinity` if there are fewer. */
function smallest(losses: readonly number[], count: number): number {
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (const loss of losses) {
    if (!(loss < least[count - 1]!)) continue;
    let place = count - 1;
    for (; place > 0 && least[place - 1]! > loss; place--) least[place] = least[place - 1]!;
    least[place] = loss;
  }
  return least[count - 1] ?? Number.POSITIVE_INFINITY;
}

function byValue(study: StudyView, trials: readonly TrialRecord[]): number[] {
  const sign = study.directions[0] === "minimize" ? 1 : -1;
  return trials
    .map(({ number, values }) => ({ number, loss: sign * values[0]! }))
    .sort((a, b) => a.loss - b.loss || a.number - b.number)
    .map(({ number }) => number);
}

function byFront(study: StudyView, trials: readonly TrialRecord[]): number[] {
  const points = trials.map((trial) => losses(trial.values, study.directions));
  const ranks = frontRanks(points);
  const crowding = crowdingDistances(points, ranks);
  return [...trials.keys()]
    .sort((a, b) => ranks[a]! - ranks[b]! || compareDescending(crowding[a]!, crowding[b]!) || a - b)
    .map((index) => trials[index]!.number);
}

function byProgress(study: StudyView, trials: readonly TrialRecord[]): number[] {
  const sign = study.directions[0] === "minimize" ? 1 : -1;
  const last = (trial: TrialRecord): { step: number; value: number } =>
    trial.intermediateValues.at(-1) ?? { step: -1, value: 0 };
  const loss = (trial: TrialRecord): number => {
    const { value } = last(trial);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  };
  return [...trials]
    .sort((a, b) => last(b).step - last(a).step || compareDescending(loss(b), loss(a)) || a.number - b.number)
    .map(({ number }) => number);
}

/** A comparison that also works for equal infinities, whose difference is NaN. */
function compareDescending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
