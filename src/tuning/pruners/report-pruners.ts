import { mean } from "../../runtime/numbers.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkBetween, checkWhole, refusal } from "../options.js";
import { bestTrial } from "../study/best-trials.js";
import { isFeasible } from "../trial/constraints.js";
import type { StudyView, TrialRecord } from "../trial/trial-record.js";
import type { Pruner } from "./pruner.js";
import { signedRankChance } from "./signed-rank.js";

/** When a pruner decides. */
export interface DecisionOptions {
  /** No trial is pruned before this step, ≥ 0. Default 0. */
  readonly warmupSteps?: number;
  /** Steps between decisions, ≥ 1. Default 1. */
  readonly interval?: number;
}

export interface MedianPrunerOptions extends DecisionOptions {
  /** No trial is pruned until this many are complete, ≥ 0. Default 5. */
  readonly startupTrials?: number;
  /** How many complete trials must have reported at a step for it to count, ≥ 1. Default 1. */
  readonly minTrials?: number;
}

/**
 * The median rule: stops a trial whose best value so far is worse than the median of what the complete trials
 * reported at the same step.
 *
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ pruner: medianPruner({ startupTrials: 3 }) });
 * @see Golovin et al., "Google Vizier: a service for black-box optimization", 2017, section 3.2.2
 */
export function medianPruner(options: MedianPrunerOptions = {}): Pruner {
  return percentileRule("median", "make a medianPruner", 50, options);
}

/**
 * Stops a trial whose best value so far is not among the best `percentile` percent of what the complete trials
 * reported at the same step (interpolated between two of them, as in NumPy). 50 is the median rule.
 *
 * @param percentile how many percent are good enough, [0, 100]
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ pruner: percentilePruner(25, { warmupSteps: 5 }) }); // the best quarter goes on
 * @see https://optuna.readthedocs.io/en/stable/reference/generated/optuna.pruners.PercentilePruner.html
 */
export function percentilePruner(percentile: number, options: MedianPrunerOptions = {}): Pruner {
  checkBetween("make a percentilePruner", "percentile", percentile, 0, 100);
  return percentileRule("percentile", "make a percentilePruner", percentile, options);
}

function percentileRule(
  name: string,
  attempt: string,
  percentile: number,
  options: MedianPrunerOptions,
): Pruner {
  checkOptionNames(attempt, options, ["startupTrials", "warmupSteps", "interval", "minTrials"]);
  const { startupTrials = 5, minTrials = 1 } = options;
  checkWhole(attempt, "startupTrials", startupTrials, 0);
  checkWhole(attempt, "minTrials", minTrials, 1);
  const decides = decisionSteps(attempt, options);
  return {
    name,
    shouldPrune(study, trial) {
      if (!decides(trial)) return false;
      const complete = study.trials.filter((other) => other.state === "complete");
      if (complete.length < Math.max(1, startupTrials)) return false;
      const own = least(lossesOf(study, trial));
      if (Number.isNaN(own)) return true;
      const { step } = trial.intermediateValues.at(-1)!;
      const rivals = complete.flatMap((other) => lossAt(study, other, step) ?? []);
      return rivals.length >= minTrials && own > percentileOf(rivals, percentile);
    },
  };
}

/** The values that a trial may report, at least one of the two. */
export interface ThresholdPrunerOptions extends DecisionOptions {
  /** A value below it stops the trial. Default −∞. */
  readonly lower?: number;
  /** A value above it stops the trial. Default ∞. */
  readonly upper?: number;
}

/**
 * Stops a trial whose value at a step is outside the given bounds, or NaN. Does not compare with other trials.
 *
 * @throws {RangeError | TypeError} if neither bound is given, they are reversed, or an option is out of range
 * @example
 * const study = await createStudy({ pruner: thresholdPruner({ upper: 10, warmupSteps: 3 }) }); // a loss above 10 is hopeless
 * @see https://optuna.readthedocs.io/en/stable/reference/generated/optuna.pruners.ThresholdPruner.html
 */
export function thresholdPruner(options: ThresholdPrunerOptions): Pruner {
  const attempt = "make a thresholdPruner";
  checkOptionNames(attempt, options, ["lower", "upper", "warmupSteps", "interval"]);
  const { lower = -Infinity, upper = Infinity } = options;
  if (lower === -Infinity && upper === Infinity)
    throw refusal(attempt, "neither lower nor upper", "given", "given for one of them: lower, upper or both");
  checkBetween(attempt, "lower", lower, -Infinity, Infinity);
  checkBetween(attempt, "upper", upper, lower, Infinity);
  const decides = decisionSteps(attempt, options);
  return {
    name: "threshold",
    shouldPrune: (_study, trial) => {
      const { value } = trial.intermediateValues.at(-1)!;
      return decides(trial) && !(value >= lower && value <= upper);
    },
  };
}

export interface PatientPrunerOptions {
  /** How many reports without improvement are tolerated, ≥ 0. */
  readonly patience: number;
  /** How much worse the best value of the latest reports must be than the best before, ≥ 0. Default 0. */
  readonly minDelta?: number;
  /** Decides once patience has run out. Default: none, the trial is stopped. */
  readonly pruner?: Pruner;
}

/**
 * Lets another pruner decide only once a trial has stopped improving: once the best of its latest
 * `patience` + 1 reports is worse, by more than `minDelta`, than the best before them.
 *
 * Around a pruner that judges at rungs (successive halving, Hyperband), a trial that still improves there passes the rung for good:
 * what is asked at every report, such as the median rule, fits better.
 *
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ pruner: patientPruner({ patience: 3, pruner: medianPruner() }) });
 * @see https://optuna.readthedocs.io/en/stable/reference/generated/optuna.pruners.PatientPruner.html
 */
export function patientPruner(options: PatientPrunerOptions): Pruner {
  const attempt = "make a patientPruner";
  checkOptionNames(attempt, options, ["patience", "minDelta", "pruner"]);
  const { patience, minDelta = 0, pruner } = options;
  checkWhole(attempt, "patience", patience, 0);
  checkBetween(attempt, "minDelta", minDelta, 0, Infinity);
  return {
    name: "patient",
    shouldPrune(study, trial) {
      const losses = lossesOf(study, trial);
      const [before, latest] = [losses.slice(0, -patience - 1), losses.slice(-patience - 1)];
      if (!(least(before) + minDelta < least(latest))) return false;
      return pruner?.shouldPrune(study, trial) ?? true;
    },
  };
}

export interface WilcoxonPrunerOptions {
  /** A trial is stopped if it is worse than the best one at this significance level, [0, 1]. Default 0.1. */
  readonly pThreshold?: number;
  /** No trial is pruned until it shares this many steps with the best trial, ≥ 0; at least 2 are needed. Default 2. */
  readonly startupSteps?: number;
}

/**
 * For objectives that are the mean over parts, such as the folds of a cross-validation, each reported as a step: stops
 * a trial that is worse than the best one on the parts that both have, by Wilcoxon's signed-rank test.
 *
 * Never stops a trial whose mean is better than the best one's, nor one with a value that is not finite. After a `true`,
 * the mean so far may be returned as the trial's value instead of throwing `TrialPruned`.
 *
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ pruner: wilcoxonPruner({ pThreshold: 0.05 }) });
 * @see Wilcoxon, "Individual comparisons by ranking methods", 1945
 */
export function wilcoxonPruner(options: WilcoxonPrunerOptions = {}): Pruner {
  const attempt = "make a wilcoxonPruner";
  checkOptionNames(attempt, options, ["pThreshold", "startupSteps"]);
  const { pThreshold = 0.1, startupSteps = 2 } = options;
  checkBetween(attempt, "pThreshold", pThreshold, 0, 1);
  checkWhole(attempt, "startupSteps", startupSteps, 0);
  return {
    name: "wilcoxon",
    shouldPrune(study, trial) {
      if (!study.trials.some((other) => other.state === "complete" && isFeasible(other))) return false;
      const best = bestTrial(study.trials, study.directions);
      const [own, other] = [lossesOf(study, trial), lossesOf(study, best)];
      if (other.length === 0 || ![...own, ...other].every(Number.isFinite)) return false;
      const gaps = trial.intermediateValues.flatMap(({ step }, place) => {
        const theirs = lossAt(study, best, step);
        return theirs === undefined ? [] : [own[place]! - theirs];
      });
      if (gaps.length < Math.max(2, startupSteps)) return false;
      return signedRankChance(gaps) < pThreshold && mean(own) > mean(other);
    },
  };
}

/**
 * Whether a trial's last report is the first in its interval: a decision postponed for lack of a report is made once.
 */
function decisionSteps(attempt: string, { warmupSteps = 0, interval = 1 }: DecisionOptions) {
  checkWhole(attempt, "warmupSteps", warmupSteps, 0);
  checkWhole(attempt, "interval", interval, 1);
  return ({ intermediateValues }: TrialRecord): boolean => {
    const { step } = intermediateValues.at(-1)!;
    const begin = warmupSteps + Math.floor((step - warmupSteps) / interval) * interval;
    return step >= warmupSteps && (intermediateValues.at(-2)?.step ?? -1) < begin;
  };
}

function lossesOf(study: StudyView, trial: TrialRecord): number[] {
  const sign = study.directions[0] === "minimize" ? 1 : -1;
  return trial.intermediateValues.map(({ value }) => sign * value);
}

function lossAt(study: StudyView, trial: TrialRecord, step: number): number | undefined {
  const place = trial.intermediateValues.findIndex((entry) => entry.step === step);
  return place < 0 ? undefined : lossesOf(study, trial)[place];
}

/** NaN only if every value is. */
function least(values: readonly number[]): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.length === 0 ? Number.NaN : numbers.reduce((a, b) => Math.min(a, b));
}

/** As NumPy's nanpercentile: between two values in proportion; NaN if there is no number. */
function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const place = (percentile / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  if (low === high) return low;
  const share = place - Math.floor(place);
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}
