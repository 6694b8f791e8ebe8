import type { ValueDomain, ValueOf } from "./domain.js";

/** What is known about one hyperparameter: everything the library, the glossary and a tuner need. */
export interface Definition<D extends ValueDomain = ValueDomain> {
  /** How formulas write it, in TeX without dollar signs. */
  readonly symbol: string;
  readonly domain: D;
  /** The value that `hyperparameters` fills in. */
  readonly default: ValueOf<D>;
  /** One sentence. */
  readonly meaning: string;
  /** What the number counts or measures; empty for a pure number or a name. */
  readonly unit: string;
  /**
   * Whether it decides which operations a training step consists of. Runs that differ only in hyperparameters that
   * are not structural share one graph.
   */
  readonly structural: boolean;
  /** Whether a training step reads it as one number for each run of a fleet. */
  readonly perRun?: boolean;
  /** Whether 0 leaves its operations out, so that runs with 0 and runs without do not share a graph. */
  readonly offAtZero?: boolean;
  /** Number of the chapter that isolates it. */
  readonly chapter: number;
  /** Where a search usefully begins; missing for names and for yes or no. */
  readonly search?: SearchRange;
}

/** A range to search, on a logarithmic scale if factors matter more than differences. */
export interface SearchRange {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** Keeps the precise type of a definition's domain. */
export function define<D extends ValueDomain>(definition: Definition<D>): Definition<D> {
  return Object.freeze(definition);
}

/** A range to search by differences. */
export function linear(low: number, high: number): SearchRange {
  return { low, high, log: false };
}

/** A range to search by factors. */
export function logarithmic(low: number, high: number): SearchRange {
  return { low, high, log: true };
}
