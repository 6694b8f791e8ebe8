import type { Task } from "../data/dataset.js";
import { inWords } from "../runtime/in-words.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import type { TableOptions } from "../data/table/table.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { Family } from "./candidates/member.js";

/** Options for the data. */
export interface DataOptions extends Omit<TableOptions, "literal"> {
  /** Tables: the name of the column to predict. */
  readonly target?: string;
  /** Tables: columns to keep although they seem to carry no information. */
  readonly keep?: readonly string[];
  /** Tables: `"log"` learns the logarithm of a target above 0: errors count in percent, and the largest targets do not dominate. */
  readonly targetScale?: "log";
  /** Tables: whether the target names classes or is a number to predict; guessed by default. */
  readonly task?: Task;
  /** Seed of the split, the search and the training runs. Default 1. */
  readonly seed?: number;
}

/** Options for the search. At least one of `minutes` and `trials` is needed; the first limit reached ends it. */
export interface AutoTuneOptions extends DataOptions {
  /** Minutes that it may take once the data are read, above 0: six sevenths for trials, the rest to fit the best ones again. A fit in progress at the end is cut short. */
  readonly minutes?: number;
  /** How many choices of hyperparameters to try, the untuned ones among them, ≥ 1. The same number and seed give the same result. */
  readonly trials?: number;
  /** The kinds of models to try; default all that suit the data: `["linear", "trees", "network"]`. */
  readonly models?: readonly Family[];
  /** Values that every network has instead of searching for them, for example `{ activation: "tanh", epochs: 50 }`. */
  readonly hyperparameters?: Partial<Hyperparameters>;
  /** Ends the search early, as an interrupt (SIGINT) does: the best so far is returned. */
  readonly signal?: AbortSignal;
}

const families: readonly Family[] = ["linear", "trees", "network"];

const searchOptions = ["models", "minutes", "trials", "hyperparameters", "signal", "seed"] as const;

/** The options for tables; the others are for the search. */
export const tableOptionNames: readonly string[] = [
  ...[
    "target",
    "targetScale",
    "task",
    "ignore",
    "keep",
    "columns",
    "delimiter",
    "encoding",
    "skipLines",
    "missing",
  ],
];

/** @throws {RangeError|TypeError} if the search could not begin or would never end, or an option is unknown */
export function checkOptions(options: AutoTuneOptions): void {
  checkOptionNames("call autoTune", options, [...tableOptionNames, ...searchOptions]);
  const { minutes, trials, seed, models } = options;
  if (models !== undefined && !isFamilies(models))
    throw new RangeError(
      `Cannot tune the models ${inWords(models)}: they must be a list with one or more of ${families.map((name) => `"${name}"`).join(", ")}.`,
    );
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

const isFamilies = (models: unknown): boolean =>
  Array.isArray(models) && models.length > 0 && models.every((model) => families.includes(model as Family));
