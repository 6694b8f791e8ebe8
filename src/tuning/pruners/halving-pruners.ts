import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkWhole } from "../options.js";
import type { StudyView, TrialRecord } from "../trial/trial-record.js";
import type { Pruner } from "./pruner.js";

export interface SuccessiveHalvingOptions {
  /** Step of the first rung, ≥ 1. Default 1. */
  readonly minResource?: number;
  /** η ≥ 2: one trial in η is promoted, and runs η times as long. Default 4. */
  readonly reductionFactor?: number;
  /** s ≥ 0: the first rung comes at step minResource·ηˢ. Default 0. */
  readonly minEarlyStoppingRate?: number;
}

/**
 * Asynchronous successive halving: rung k is at step minResource·η^(s+k), and of all trials that have reached it,
 * only the best 1/η continue. No trial waits for another: each is compared with those that reached the rung before it.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ pruner: successiveHalvingPruner({ reductionFactor: 3 }) });
 * @see Li et al., "A system for massively parallel hyperparameter tuning", 2020 (ASHA)
 */
export function successiveHalvingPruner(options: SuccessiveHalvingOptions = {}): Pruner {
  const { minResource = 1, reductionFactor = 4, minEarlyStoppingRate = 0 } = options;
  const known = ["minResource", "reductionFactor", "minEarlyStoppingRate"];
  checkOptionNames("make a successiveHalvingPruner", options, known);
  checkWhole("make a successiveHalvingPruner", "minResource", minResource, 1);
  checkWhole("make a successiveHalvingPruner", "reductionFactor", reductionFactor, 2);
  checkWhole("make a successiveHalvingPruner", "minEarlyStoppingRate", minEarlyStoppingRate, 0);
  const firstRung = minResource * reductionFactor ** minEarlyStoppingRate;
  return {
    name: "successiveHalving",
    shouldPrune(study, trial) {
      const now = trial.intermediateValues.at(-1)!.step;
      for (let rung = firstRung; rung <= now; rung *= reductionFactor)
        if (arrival(trial, rung)!.step === now && !isPromoted(study, trial, rung, reductionFactor))
          return true;
      return false;
    },
  };
}

/** The report with which a trial reached a rung: the first at or after its step. */
function arrival(trial: TrialRecord, rung: number): { step: number; value: number } | undefined {
  return trial.intermediateValues.find(({ step }) => step >= rung);
}

/** Whether the trial is among the best 1/η of those that reached the rung; of fewer than η, only the best is. */
function isPromoted(study: StudyView, trial: TrialRecord, rung: number, reductionFactor: number): boolean {
  const sign = study.directions[0] === "minimize" ? 1 : -1;
  const loss = (other: TrialRecord): number => sign * (arrival(other, rung)?.value ?? Number.NaN);
  const own = loss(trial);
  if (Number.isNaN(own)) return false;
  const others = study.trials.filter((other) => other.number !== trial.number && !Number.isNaN(loss(other)));
  const places = Math.max(1, Math.floor((others.length + 1) / reductionFactor));
  return others.filter((other) => loss(other) < own).length < places;
}

export interface HyperbandOptions {
  /** Least step at which a trial is judged, ≥ 1. Default 1. */
  readonly minResource?: number;
  /** Steps of a trial that runs to its end; default: those of the first trial to complete. */
  readonly maxResource?: number;
  /** η ≥ 2. Default 3. */
  readonly reductionFactor?: number;
}

/**
 * Hyperband: successive halving in several brackets at once, from one that stops trials early and aggressively to
 * one that never stops a trial, because it is not known in advance how early a trial's result can be predicted.
 *
 * There are ⌊log_η(max/min)⌋ + 1 brackets; bracket s begins at step min·ηˢ, and of every round of trials it gets
 * ⌈S·η^(S−1−s) / (S−s)⌉, where S is the number of brackets.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ pruner: hyperbandPruner({ maxResource: 81 }) });
 * @see Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", 2018
 */
export function hyperbandPruner(options: HyperbandOptions = {}): Pruner {
  const { minResource = 1, maxResource, reductionFactor = 3 } = options;
  checkOptionNames("make a hyperbandPruner", options, ["minResource", "maxResource", "reductionFactor"]);
  checkWhole("make a hyperbandPruner", "minResource", minResource, 1);
  checkWhole("make a hyperbandPruner", "reductionFactor", reductionFactor, 2);
  if (maxResource !== undefined)
    checkWhole("make a hyperbandPruner", "maxResource", maxResource, minResource);
  return {
    name: "hyperband",
    shouldPrune(study, trial) {
      const most = maxResource ?? firstLength(study);
      if (most === undefined) return false;
      const shares = bracketShares(Math.max(most, minResource), minResource, reductionFactor);
      const bracket = bracketOf(trial.number, shares);
      const rivals = study.trials.filter(({ number }) => bracketOf(number, shares) === bracket);
      const pruner = successiveHalvingPruner({ minResource, reductionFactor, minEarlyStoppingRate: bracket });
      return pruner.shouldPrune({ name: study.name, directions: study.directions, trials: rivals }, trial);
    },
  };
}

/** How many trials of a round each bracket gets. */
export function bracketShares(maxResource: number, minResource: number, reductionFactor: number): number[] {
  let brackets = 1;
  while (minResource * reductionFactor ** brackets <= maxResource) brackets++;
  return Array.from({ length: brackets }, (_, bracket) =>
    Math.ceil((brackets * reductionFactor ** (brackets - 1 - bracket)) / (brackets - bracket)),
  );
}

/** Rounds follow one another, and within a round the brackets do, as in the paper's outer loop. */
export function bracketOf(trialNumber: number, shares: readonly number[]): number {
  let place = trialNumber % shares.reduce((sum, share) => sum + share, 0);
  return shares.findIndex((share) => (place -= share) < 0);
}

/** Steps of the first complete trial that reported any. */
function firstLength(study: StudyView): number | undefined {
  let first: { finished: number; steps: number } | undefined;
  for (const trial of study.trials) {
    const last = trial.intermediateValues.at(-1);
    if (trial.state !== "complete" || last === undefined) continue;
    const finished = trial.finished?.getTime() ?? 0;
    if (first === undefined || finished < first.finished) first = { finished, steps: last.step + 1 };
  }
  return first?.steps;
}
