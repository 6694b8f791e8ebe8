import type { Domain } from "../../hyperparameters/space/domain.js";
import { toUnit } from "../../hyperparameters/space/unit-scale.js";
import { isFinished, type TrialRecord } from "../trial/trial-record.js";

/** One parameter's values on [0, 1] in the trials of a study; final values are computed once. */
export class UnitColumn {
  readonly #name: string;
  readonly #domain: Domain;
  readonly #values: number[] = [];
  /** Trials before this one are finished, so their values are final. */
  #settled = 0;
  /** The settled trials that have a value, from the smallest value up, equal ones by number. */
  readonly #ascending: number[] = [];

  constructor(name: string, domain: Domain) {
    this.#name = name;
    this.#domain = domain;
  }

  /** By trial number; NaN where a trial has no value inside the domain. */
  get values(): readonly number[] {
    return this.#values;
  }

  /** The trials that have a value, from the smallest value up, equal ones by number. */
  get ascending(): readonly number[] {
    const unsettled = this.#values.slice(this.#settled).some((value) => !Number.isNaN(value));
    if (!unsettled) return this.#ascending;
    const all = this.#ascending.slice();
    for (let number = this.#settled; number < this.#values.length; number++) this.#insert(number, all);
    return all;
  }

  /** Adds the new trials. */
  update(trials: readonly TrialRecord[]): this {
    for (let number = this.#settled; number < trials.length; number++) {
      const { params } = trials[number]!;
      this.#values[number] = Object.hasOwn(params, this.#name)
        ? toUnit(this.#domain, params[this.#name]!)
        : Number.NaN;
    }
    while (this.#settled < trials.length && isFinished(trials[this.#settled]!))
      this.#insert(this.#settled++, this.#ascending);
    return this;
  }

  /** Puts a trial behind all that have no greater value. */
  #insert(number: number, ascending: number[]): void {
    const value = this.#values[number]!;
    if (Number.isNaN(value)) return;
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[ascending[middle]!]! <= value) low = middle + 1;
      else high = middle;
    }
    ascending.splice(low, 0, number);
  }
}

/** The columns of one study, made as they are asked for and kept while the study is. */
export class UnitColumns {
  readonly #columns = new Map<string, { domain: Domain; column: UnitColumn }>();

  of(name: string, domain: Domain, trials: readonly TrialRecord[]): UnitColumn {
    let entry = this.#columns.get(name);
    if (entry?.domain !== domain) {
      entry = { domain, column: new UnitColumn(name, domain) };
      this.#columns.set(name, entry);
    }
    return entry.column.update(trials);
  }
}
