import type { Params, Space } from "../../hyperparameters/space/domain.js";

export type Direction = "minimize" | "maximize";

/** `waiting`: queued with `study.enqueue`, not yet started. */
export type TrialState = "running" | "complete" | "pruned" | "failed" | "waiting";

/** The system attribute in which Optuna also keeps the values of a queued trial. */
export const queuedParams = "fixed_params";

/** The name of the error of an interrupted trial. */
export const interruptedName = "AbortError";

/** The name of the error of a trial whose process died. */
export const diedName = "ProcessDied";

/** A value reported while the trial was still running. */
export interface IntermediateValue {
  readonly step: number;
  readonly value: number;
}

/** Why a trial failed. */
export interface TrialFailure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** All that is known about one trial. A record never changes; progress makes a new one. */
export interface TrialRecord {
  /** 0 for a study's first trial, then 1, 2, …. */
  readonly number: number;
  readonly state: TrialState;
  /** One per objective; empty until the trial is complete. A pruned trial has the last value it reported. */
  readonly values: readonly number[];
  readonly params: Params;
  /** Where each of `params` was drawn from. */
  readonly domains: Space;
  /** In order of step. */
  readonly intermediateValues: readonly IntermediateValue[];
  /** What the objective noted with `trial.setAttribute`. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What samplers and pruners noted for themselves. */
  readonly systemAttributes: Readonly<Record<string, unknown>>;
  readonly started: Date | undefined;
  readonly finished: Date | undefined;
  /** Present if and only if the state is `failed` and the reason was kept. */
  readonly error?: TrialFailure;
}

/** Whether the trial is over: complete, pruned or failed. */
export function isFinished(record: TrialRecord): boolean {
  return record.state === "complete" || record.state === "pruned" || record.state === "failed";
}

/** Whether samplers can learn from the trial: complete or pruned. */
export function isInformative(record: TrialRecord): boolean {
  return record.state === "complete" || record.state === "pruned";
}

/** What samplers, pruners, importance and charts see of a study. A `Study` is one; so is a plain object. */
export interface StudyView {
  readonly name: string;
  /** One per objective. */
  readonly directions: readonly Direction[];
  /** Every trial so far, trial number = index, of all processes that share the study. */
  readonly trials: readonly TrialRecord[];
}
