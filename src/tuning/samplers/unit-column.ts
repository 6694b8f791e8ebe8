import type { Domain } from "../space/domain.js";
import { toUnit } from "../space/unit-scale.js";
import { isFinished, type TrialRecord } from "../trial/trial-record.js";

/** One parameter's values on [0, 1], by trial number; NaN where a trial has none inside the domain. */
export class UnitColumn {
  readonly #name: string;
  readonly #domain: Domain;
  readonly #values: number[] = [];
  /** Trials before this one are finished, so their values are final. */
  #settled = 0;

  constructor(name: string, domain: Domain) {
    this.#name = name;
    this.#domain = domain;
  }

  of(trials: readonly TrialRecord[]): readonly number[] {
    for (let number = this.#settled; number < trials.length; number++) {
      const { params } = trials[number]!;
      this.#values[number] = Object.hasOwn(params, this.#name)
        ? toUnit(this.#domain, params[this.#name]!)
        : Number.NaN;
    }
    while (this.#settled < trials.length && isFinished(trials[this.#settled]!)) this.#settled++;
    return this.#values;
  }
}

/** The columns of one study, made as they are asked for and kept while the study is. */
export class UnitColumns {
  readonly #columns = new Map<string, { domain: Domain; column: UnitColumn }>();

  of(name: string, domain: Domain, trials: readonly TrialRecord[]): readonly number[] {
    let entry = this.#columns.get(name);
    if (entry?.domain !== domain) {
      entry = { domain, column: new UnitColumn(name, domain) };
      this.#columns.set(name, entry);
    }
    return entry.column.of(trials);
  }
}
