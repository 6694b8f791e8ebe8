import { type Domain, sameDomain, type Space } from "../../hyperparameters/space/domain.js";
import { isFinished, isInformative, type TrialRecord } from "../trial/trial-record.js";

/**
 * Follows a growing list of trials and knows which parameters all informative ones have in common, with the same
 * domain. Each finished trial is processed once, so a query costs no more with 10,000 trials than with 10.
 */
export class CommonSpace {
  #common: Map<string, Domain> | undefined;
  /** Trials before this one have all finished and been processed. */
  #settled = 0;
  #seenBeyond = new Set<number>();

  /** The common parameters, sorted by name so that the order does not depend on which finished first. */
  of(trials: readonly TrialRecord[]): Space {
    for (let number = this.#settled; number < trials.length; number++) this.#look(trials[number]!);
    while (this.#settled < trials.length && isFinished(trials[this.#settled]!))
      this.#seenBeyond.delete(this.#settled++);
    return Object.fromEntries([...(this.#common ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #look(record: TrialRecord): void {
    if (!isInformative(record) || this.#seenBeyond.has(record.number)) return;
    this.#seenBeyond.add(record.number);
    if (this.#common === undefined) {
      this.#common = new Map(Object.entries(record.domains));
      return;
    }
    for (const [name, domain] of this.#common) {
      const other = Object.hasOwn(record.domains, name) ? record.domains[name] : undefined;
      if (other === undefined || !sameDomain(domain, other)) this.#common.delete(name);
    }
  }
}
