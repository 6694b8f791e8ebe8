import { inWords } from "../../runtime/in-words.js";
import { checkCompatible, type Domain, type Params, type Space } from "../../hyperparameters/space/domain.js";
import { rangeInWords } from "../../hyperparameters/space/make-domain.js";
import { includes } from "../../hyperparameters/space/unit-scale.js";
import type { TrialStart } from "../storage/storage.js";
import { constraintAttributes } from "../trial/constraints.js";
import { queuedParams, type StudyView, type TrialRecord, type TrialState } from "../trial/trial-record.js";

/** A trial that ran elsewhere. Every `TrialRecord` is one. */
export interface PastTrial extends Partial<
  Omit<TrialRecord, "number" | "error" | "state" | "params" | "domains" | "values">
> {
  readonly params: Params;
  /** Where each of `params` was drawn from. */
  readonly domains: Space;
  /** One per objective; for a pruned trial the last reported value, or none. */
  readonly values: readonly number[];
  /** Default `"complete"`. */
  readonly state?: TrialState;
}

/**
 * How the trials begin in another study.
 *
 * @throws {TypeError | RangeError | SpaceError} if one of them contradicts itself, another or the study
 */
export function startsOf(trials: readonly PastTrial[], study: StudyView): TrialStart[] {
  if (!Array.isArray(trials))
    throw new TypeError(
      `Cannot add ${inWords(trials)}: trials are a list of records, such as those of another study: ` +
        `addTrials(earlier.trials).`,
    );
  const known = new Map<string, Domain>();
  for (const { domains } of study.trials) remember(known, domains);
  return trials.flatMap((trial: PastTrial, place) => {
    check(trial, `Cannot add the trial in place ${place}`, study.directions.length);
    for (const [name, domain] of Object.entries(trial.domains)) {
      const earlier = known.get(name);
      if (earlier !== undefined) checkCompatible(name, earlier, domain);
    }
    remember(known, trial.domains);
    return trial.state === "running" ? [] : [startOf(trial)];
  });
}

function remember(known: Map<string, Domain>, domains: Space): void {
  for (const [name, domain] of Object.entries(domains)) known.set(name, domain);
}

function startOf(trial: PastTrial): TrialStart {
  const { state = "complete", systemAttributes = {}, params } = trial;
  if (state === "waiting") {
    const queued = (systemAttributes[queuedParams] ?? params) as Params;
    return { state, systemAttributes: { [queuedParams]: queued } };
  }
  const { domains, values, intermediateValues = [], attributes = {}, started, finished } = trial;
  const known = { params, domains, values, intermediateValues, attributes, started, finished };
  // Optuna expects of a finished trial that it has ended.
  const ended = { ...known, started: started ?? finished ?? new Date(), finished: finished ?? new Date() };
  return { state, systemAttributes: constraintAttributes(systemAttributes), known: ended };
}

function check(given: unknown, attempt: string, objectives: number): void {
  const trial = given as Partial<PastTrial> | null;
  const parts: readonly unknown[] = [trial?.params, trial?.domains, trial?.values];
  const isWhole = parts.every((part) => typeof part === "object" && part !== null);
  if (!isWhole)
    throw new TypeError(
      `${attempt}: it is ${inWords(given)}; a trial has params, domains and values, such as ` +
        `{ params: { x: 1 }, domains: { x: { kind: "int", low: 0, high: 9, log: false, step: 1 } }, values: [0.5] }.`,
    );
  const { params, domains, values, state = "complete" } = trial as PastTrial;
  checkParams(attempt, params, domains);
  const isCounted = state === "complete" || (state === "pruned" && values.length > 0);
  if (
    isCounted &&
    (values.length !== objectives ||
      !values.every((value) => typeof value === "number" && !Number.isNaN(value)))
  )
    throw new RangeError(
      `${attempt}: its values are ${inWords(values)}; the study has ${objectives} objective(s), and a ${state} trial needs ` +
        `one number for each.`,
    );
  if (!["complete", "pruned", "failed", "running", "waiting"].includes(state))
    throw new RangeError(
      `${attempt}: its state is ${inWords(state)}; it must be "complete", "pruned", "failed" or "waiting".`,
    );
}

function checkParams(attempt: string, params: Params, domains: Space): void {
  for (const name of new Set([...Object.keys(params), ...Object.keys(domains)])) {
    const [value, domain] = [params[name], domains[name]];
    if (value === undefined || domain === undefined)
      throw new RangeError(
        `${attempt}: its parameter "${name}" has ${domain === undefined ? "no domain" : "no value"}; each has both.`,
      );
    if (!includes(domain, value))
      throw new RangeError(
        `${attempt}: its parameter "${name}" is ${inWords(value)}, and its domain is ${rangeInWords(domain)}.`,
      );
  }
}
