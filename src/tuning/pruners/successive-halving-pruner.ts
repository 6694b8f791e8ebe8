import type { StudyView } from "../study/study-view.js";
import type { TrialRecord } from "../trial/trial-record.js";
import { checkWhole } from "./check-options.js";
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
 * Asynchronous successive halving: rung k is at step minResource·η^(s+k), and of all trials that have come that far,
 * only those among the best 1/η go on. Nobody waits for anybody: a trial is compared with those that came before it.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ pruner: successiveHalvingPruner({ reductionFactor: 3 }) });
 * @see Li et al., "A system for massively parallel hyperparameter tuning", 2020 (ASHA)
 */
export function successiveHalvingPruner(options: SuccessiveHalvingOptions = {}): Pruner {
  const { minResource = 1, reductionFactor = 4, minEarlyStoppingRate = 0 } = options;
  checkWhole("successiveHalvingPruner", "minResource", minResource, 1);
  checkWhole("successiveHalvingPruner", "reductionFactor", reductionFactor, 2);
  checkWhole("successiveHalvingPruner", "minEarlyStoppingRate", minEarlyStoppingRate, 0);
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
