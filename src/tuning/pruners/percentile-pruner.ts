import { checkOptionNames } from "../../hyperparameters/nearest-name.js";
import { checkWhole } from "../options.js";
import type { StudyView, TrialRecord } from "../trial/trial-record.js";
import type { Pruner } from "./pruner.js";

export interface MedianPrunerOptions {
  /** No trial is pruned before so many are complete, ≥ 0. Default 5. */
  readonly startupTrials?: number;
  /** No trial is pruned before this step, ≥ 0. Default 0. */
  readonly warmupSteps?: number;
  /** Steps between decisions, ≥ 1. Default 1. */
  readonly interval?: number;
  /** How many complete trials must have reported at a step for it to count, ≥ 1. Default 1. */
  readonly minTrials?: number;
}

/**
 * The median rule: stops a trial whose best value so far is worse than the median of what the complete trials
 * reported at the same step.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ pruner: medianPruner({ startupTrials: 3 }) });
 * @see Golovin et al., "Google Vizier: a service for black-box optimization", 2017, section 3.2.2
 */
export function medianPruner(options: MedianPrunerOptions = {}): Pruner {
  const { startupTrials = 5, warmupSteps = 0, interval = 1, minTrials = 1 } = options;
  checkOptionNames("make a medianPruner", options, ["startupTrials", "warmupSteps", "interval", "minTrials"]);
  checkWhole("make a medianPruner", "startupTrials", startupTrials, 0);
  checkWhole("make a medianPruner", "warmupSteps", warmupSteps, 0);
  checkWhole("make a medianPruner", "interval", interval, 1);
  checkWhole("make a medianPruner", "minTrials", minTrials, 1);
  return {
    name: "median",
    shouldPrune(study, trial) {
      const step = trial.intermediateValues.at(-1)!.step;
      if (step < warmupSteps || !isDecisionStep(trial, step, warmupSteps, interval)) return false;
      const complete = study.trials.filter((other) => other.state === "complete");
      if (complete.length < Math.max(1, startupTrials)) return false;
      const rivals = complete.flatMap((other) => lossAt(study, other, step) ?? []);
      if (rivals.length < minTrials) return false;
      const own = bestLoss(study, trial);
      return Number.isNaN(own) || own > median(rivals);
    },
  };
}

/** Whether `step` is the first reported in its interval: a decision postponed for want of a report is made once. */
function isDecisionStep(trial: TrialRecord, step: number, warmupSteps: number, interval: number): boolean {
  const begin = warmupSteps + Math.floor((step - warmupSteps) / interval) * interval;
  const previous = trial.intermediateValues.at(-2)?.step ?? -1;
  return previous < begin;
}

function lossAt(study: StudyView, trial: TrialRecord, step: number): number | undefined {
  const value = trial.intermediateValues.find((entry) => entry.step === step)?.value;
  return value === undefined || Number.isNaN(value) ? undefined : sign(study) * value;
}

/** NaN only if every value is. */
function bestLoss(study: StudyView, trial: TrialRecord): number {
  const reported = trial.intermediateValues.map(({ value }) => sign(study) * value);
  const numbers = reported.filter((loss) => !Number.isNaN(loss));
  return numbers.length === 0 ? Number.NaN : Math.min(...numbers);
}

function sign(study: StudyView): number {
  return study.directions[0] === "minimize" ? 1 : -1;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
