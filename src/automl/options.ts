import type { Task } from "../data/dataset.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import type { TableOptions } from "../data/table/table.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";

/** Options for the data. */
export interface DataOptions extends Omit<TableOptions, "literal"> {
  /** Tables: the name of the column to predict. */
  readonly target?: string;
  /** Tables: columns to keep although they seem to carry no information. */
  readonly keep?: readonly string[];
  /** Tables: whether the target names classes or is a number to predict; guessed by default. */
  readonly task?: Task;
  /** Seed of the split, the search and the training runs. Default 1. */
  readonly seed?: number;
}

/** Options for the search. At least one of `minutes` and `trials` is needed; the first limit reached ends it. */
export interface AutoTuneOptions extends DataOptions {
  /** Minutes that the search may take, above 0. The training run in progress at the end is cut short. */
  readonly minutes?: number;
  /** How many hyperparameters to try, the baseline among them, ≥ 1. The same number and seed give the same result. */
  readonly trials?: number;
  /** Values that every trial has instead of searching for them, for example `{ activation: "tanh", epochs: 50 }`. */
  readonly hyperparameters?: Partial<Hyperparameters>;
  /** Ends the search early, as an interrupt (SIGINT) does: the best so far is returned. */
  readonly signal?: AbortSignal;
}

const searchOptions = ["minutes", "trials", "hyperparameters", "signal", "seed"] as const;

/** The options for tables; the others are for the search. */
export const tableOptionNames: readonly string[] = [
  ...["target", "task", "ignore", "keep", "columns", "delimiter", "encoding", "skipLines"],
];

/** @throws {RangeError|TypeError} if the search could not begin or would never end, or an option is unknown */
export function checkOptions(options: AutoTuneOptions): void {
  checkOptionNames("call autoTune", options, [...tableOptionNames, ...searchOptions]);
  const { minutes, trials, seed } = options;
  if (minutes === undefined && trials === undefined)
    throw new TypeError(
      "Cannot tune without a limit: give a time, for example { minutes: 2 }, or a number of trials, { trials: 30 }.",
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
