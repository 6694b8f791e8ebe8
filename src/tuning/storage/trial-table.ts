import { checkCompatible, type Choice, type Domain, sameDomain } from "../../hyperparameters/space/domain.js";
import { isFinished, type TrialFailure, type TrialRecord } from "../trial/trial-record.js";
import type { TrialStart } from "./storage.js";

/** Where `trial.error` is kept: an attribute, so that Optuna and its dashboard show it. */
export const errorAttribute = "error";

/** The records of one study in memory, and the rules by which they change. Every storage keeps one. */
export class TrialTable {
  readonly #records: TrialRecord[] = [];
  readonly #latestDomains = new Map<string, Domain>();

  get records(): readonly TrialRecord[] {
    return this.#records;
  }

  /** Adds a trial; `known` are further fields of it that are known already. */
  add(start: TrialStart, started: Date | undefined, known: Partial<TrialRecord> = {}): number {
    const number = this.#records.length;
    const state = known.state ?? start.state;
    const error = state === "failed" ? failure(known.attributes?.[errorAttribute]) : undefined;
    this.#records.push({
      state: start.state,
      values: [],
      params: {},
      domains: {},
      intermediateValues: [],
      attributes: {},
      systemAttributes: start.systemAttributes ?? {},
      started,
      finished: undefined,
      ...(error && { error }),
      ...known,
      number,
    });
    for (const [name, domain] of Object.entries(known.domains ?? {})) this.#latestDomains.set(name, domain);
    return number;
  }

  begin(number: number, started: Date): void {
    this.#change(number, { state: "running", started });
  }

  setParam(number: number, name: string, value: Choice, domain: Domain): void {
    const record = this.updatable(number);
    const shared = this.#shared(name, domain);
    this.#change(number, {
      params: { ...record.params, [name]: value },
      domains: { ...record.domains, [name]: shared },
    });
  }

  report(number: number, step: number, value: number): void {
    const others = this.updatable(number).intermediateValues.filter((entry) => entry.step !== step);
    const sorted = [...others, { step, value }].sort((a, b) => a.step - b.step);
    this.#change(number, { intermediateValues: sorted });
  }

  setAttribute(number: number, scope: "user" | "system", key: string, value: unknown): void {
    const field = scope === "user" ? "attributes" : "systemAttributes";
    this.#change(number, { [field]: { ...this.updatable(number)[field], [key]: value } });
  }

  finish(
    number: number,
    state: "complete" | "pruned" | "failed",
    values: readonly number[],
    finished: Date,
  ): void {
    const error = state === "failed" ? failure(this.updatable(number).attributes[errorAttribute]) : undefined;
    this.#change(number, { state, values, finished, ...(error && { error }) });
  }

  /** @throws {RangeError} if there is no such trial or it is over */
  updatable(number: number): TrialRecord {
    const record = this.#records[number];
    if (record === undefined)
      throw new RangeError(
        `Cannot update trial ${number}: the study has the trials 0 to ${this.#records.length - 1}. Use a number from ask().`,
      );
    if (isFinished(record))
      throw new RangeError(
        `Cannot update trial ${number}: it is ${record.state}, and a finished trial stays as it is. Ask for a new one.`,
      );
    return record;
  }

  /** @throws {SpaceError} if the parameter had another kind of domain in an earlier trial */
  checkDomain(name: string, domain: Domain): void {
    const earlier = this.#latestDomains.get(name);
    if (earlier !== undefined) checkCompatible(name, earlier, domain);
  }

  /** The same object as in earlier trials if the domain is equal, so that comparing thousands of them is fast. */
  #shared(name: string, domain: Domain): Domain {
    const latest = this.#latestDomains.get(name);
    if (latest !== undefined && sameDomain(latest, domain)) return latest;
    this.checkDomain(name, domain);
    this.#latestDomains.set(name, domain);
    return domain;
  }

  #change(number: number, change: Partial<TrialRecord>): void {
    this.#records[number] = { ...this.updatable(number), ...change };
  }
}

function failure(attribute: unknown): TrialFailure | undefined {
  const { name, message, stack } = (attribute ?? {}) as Partial<Record<keyof TrialFailure, unknown>>;
  if (typeof name !== "string" || typeof message !== "string") return undefined;
  return { name, message, ...(typeof stack === "string" && { stack }) };
}
