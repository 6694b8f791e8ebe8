import type { Task } from "../data/dataset.js";
import { nearestName } from "../hyperparameters/nearest-name.js";
import type { TableOptions } from "../data/table/table.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";

/** What may be said about the data. */
export interface DataOptions extends Omit<TableOptions, "literal"> {
  /** Tables: the name of the column to predict. */
  readonly target?: string;
  /** Tables: columns that stay although they seem to teach nothing. */
  readonly keep?: readonly string[];
  /** Tables: whether the target names classes or is a number to predict; guessed unless told. */
  readonly task?: Task;
  /** Where the split, the search and the trainings start from. Default 1. */
  readonly seed?: number;
}

/** What may be said about the search. At least one of `minutes` and `trials` is needed; the first to be reached ends it. */
export interface AutoTuneOptions extends DataOptions {
  /** Minutes that the search may take, above 0. The training that is on at the end is cut short. */
  readonly minutes?: number;
  /** How many hyperparameters to try, the baseline among them, ≥ 1. The same number and seed give the same result. */
  readonly trials?: number;
  /** Values that every trial has instead of searching for them, for example `{ activation: "tanh", epochs: 50 }`. */
  readonly hyperparameters?: Partial<Hyperparameters>;
  /** Ends the search early, as an interrupt (SIGINT) does: the best so far is returned. */
  readonly signal?: AbortSignal;
}

const searchOptions = ["minutes", "trials", "hyperparameters", "signal", "seed"] as const;

/** Those options that say something about a table; the others are about the search. */
export const tableOptionNames: readonly string[] = [
  ...["target", "task", "ignore", "keep", "columns", "delimiter", "encoding", "skipLines"],
];

/** @throws {RangeError|TypeError} if the search could not begin or would never end, or an option is unknown */
export function checkOptions(options: AutoTuneOptions): void {
  const { minutes, trials, seed } = options;
  const known = [...tableOptionNames, ...searchOptions];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `Cannot tune with option "${unknown}": there is no such option. Did you mean "${nearestName(unknown, known)}"? ` +
        `There are ${known.join(", ")}.`,
    );
  if (minutes === undefined && trials === undefined)
    throw new TypeError(
      "Cannot tune without end: say how long, for example { minutes: 2 }, or how many trials, { trials: 30 }.",
    );
  if (minutes !== undefined && !(minutes > 0 && Number.isFinite(minutes)))
    throw new RangeError(
      `Cannot tune for ${String(minutes)} minutes: it must be a finite number above 0, for example 2.`,
    );
  if (trials !== undefined && !(Number.isSafeInteger(trials) && trials >= 1))
    throw new RangeError(`Cannot tune with ${trials} trials: it must be a whole number, 1 or more.`);
  if (seed !== undefined && !Number.isFinite(seed))
    throw new RangeError(`Cannot tune with seed ${seed}: it must be a finite number, for example 1.`);
}
