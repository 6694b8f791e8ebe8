import type { DataSource } from "../../data/data-source.js";
import { toDataset } from "../../data/to-dataset.js";
import type { Dataset } from "../../data/dataset.js";
import {
  hyperparameters,
  type HyperparameterName,
  type Hyperparameters,
} from "../../hyperparameters/hyperparameters.js";
import { SpaceError, type Choice, type Space } from "../../hyperparameters/space/domain.js";
import { tuningDomain, type SearchedRange } from "../../hyperparameters/tuning-domain.js";
import { buildNetwork } from "../../models/build-network.js";
import { pick } from "../../runtime/collections.js";
import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkTraining } from "../../training/check-training.js";
import { refuseOptionsAmong } from "../../training/options.js";
import { checkSeed, checkWhole, refusal } from "../options.js";
import { createStudy, type StudyOptions } from "../study/create-study.js";
import type { OptimizeOptions, StudyEnding } from "../study/optimize.js";
import type { Study } from "../study/study.js";
import type { Trial } from "../trial/trial.js";
import { TrialPool, type TunedMeasure } from "./trial-pool.js";

/** What `tune` searches: for each hyperparameter a range, or the values to choose from. What a range leaves out comes from the table. */
export type TunedSpace = {
  readonly [Name in HyperparameterName]?: SearchedRange | readonly Hyperparameters[Name][];
};

/** Options of `tune`: those of a study and of `study.optimize` that have a meaning here, and how trials are trained. */
export interface TuneOptions
  extends
    Pick<StudyOptions, "name" | "sampler" | "pruner" | "storage" | "warmStart">,
    Pick<OptimizeOptions, "trials" | "timeout" | "callbacks" | "catch" | "retries" | "signal"> {
  /** How many trials are under way at once, ≥ 1, to be trained together. Default 32. */
  readonly at?: number;
  /** The seed of every run. Default 1. */
  readonly seed?: number;
  /** What is tuned, at the epoch whose weights a run keeps: `"valLoss"` (default) and `"valMae"` get smaller, `"valAccuracy"` larger. */
  readonly measure?: TunedMeasure;
}

/** What `tune` found. */
export interface Tuned {
  /** The study with all its trials: for charts, importance, more trials. */
  readonly study: Study;
  readonly ending: StudyEnding;
  /** The best trial; undefined if none is complete. */
  readonly best: TunedBest | undefined;
}

/** The best trial of a search. */
export interface TunedBest {
  /** All of them, those of the base too: `train(data, best.hyperparameters)`. */
  readonly hyperparameters: Hyperparameters;
  readonly value: number;
  /** The number of the trial in the study. */
  readonly trial: number;
}

/**
 * Searches hyperparameters of a network, many trials at a time.
 *
 * A study whose trials are trained together as mixed fleets (see `trainFleet`): `at` trials are asked for, a fleet of them is trained, every
 * epoch reported to the pruner, their values told, and as many asked for anew. Each comes out as from `train`, to 1e-5. So many trials at a
 * time learn less from each other than one by one: the sampler sees those under way as running (TPE counts them as bad, the constant liar),
 * just as in `study.optimize` with `parallel`. A pruned trial leaves its fleet, but the fleet takes its time until its last run has ended.
 *
 * @param data a data set, or arrays, tensors or a danfo.js frame to make one from
 * @param base what all runs share; what it leaves out takes the table's default
 * @param space what is searched, see `tuningDomain`: `{ low, high }` with `log` and `step`, or a list of values
 * @param options at least one of `trials`, `timeout` (seconds) and `signal`; `trials` are on top of those that the study has in its storage,
 *   so that a search that was interrupted goes on when it is called again
 * @throws {TypeError|RangeError} before anything trains, if an option, a name or a value is not allowed
 * @throws {SpaceError} if the space is empty or contradicts itself
 * @throws whatever training throws, if `catch` does not name it: a combination that cannot be trained, for example
 * @example
 * const space = { learningRate: { low: 1e-4, high: 1, log: true }, units: { low: 8, high: 32 }, activation: ["relu", "tanh"] } as const;
 * const found = await tune(digits, { epochs: 2 }, space, { trials: 6, at: 3, sampler: tpeSampler({ seed: 1 }) });
 * found.best?.hyperparameters.units; // between 8 and 32
 * @see Akiba et al., "Optuna: a next-generation hyperparameter optimization framework", 2019; Ginsbourger et al., "Kriging is
 *   well-suited to parallelize optimization", 2010 (the constant liar)
 */
export async function tune(
  data: DataSource,
  base: Partial<Hyperparameters>,
  space: TunedSpace,
  options: TuneOptions = {},
): Promise<Tuned> {
  checkTuneOptions(options);
  const { at = 32, seed = 1, measure = "valLoss" } = options;
  const dataset = toDataset(data);
  checkMeasure(measure, dataset);
  refuseOptionsAmong(base, "the options: tune(data, base, space, { … })");
  const domains = spaceOf(space);
  const complete = hyperparameters(base);
  const choiceOf = (values: object): Hyperparameters => hyperparameters({ ...complete, ...values });
  const direction = measure === "valAccuracy" ? "maximize" : "minimize";
  const study = await createStudy({ ...pick(options, studyOptionNames), direction });
  const pool = new TrialPool(dataset, { at, seed, measure });
  const objective = (trial: Trial): Promise<number> => {
    for (const [name, domain] of Object.entries(domains)) trial.suggest(name, domain);
    const choice = choiceOf(trial.params);
    checkTraining(dataset, [{ hyperparameters: choice, seed }]);
    buildNetwork(choice, dataset);
    return pool.train(trial, choice);
  };
  try {
    const ending = await study.optimize(objective, { ...pick(options, loopOptionNames), parallel: at });
    return { study, ending, best: bestOf(study, choiceOf) };
  } finally {
    await pool.idle();
  }
}

const studyOptionNames = ["name", "sampler", "pruner", "storage", "warmStart"] as const;
const loopOptionNames = ["trials", "timeout", "callbacks", "catch", "retries", "signal"] as const;

function checkTuneOptions(options: TuneOptions): void {
  checkOptionNames("call tune", options, [
    ...[...studyOptionNames, ...loopOptionNames],
    ...["at", "seed", "measure"],
  ]);
  const { at, seed } = options;
  if (at !== undefined) checkWhole("tune", "at", at, 1);
  if (seed !== undefined) checkSeed("tune", seed);
}

/** What is measured of the runs of each task. */
const measures: Readonly<Record<Dataset["task"], readonly TunedMeasure[]>> = {
  classification: ["valLoss", "valAccuracy"],
  regression: ["valLoss", "valMae"],
};

function checkMeasure(measure: TunedMeasure, { name, task }: Dataset): void {
  if (measures[task].includes(measure)) return;
  const rule = `one of ${measures[task].map(inWords).join(", ")}, because "${name}" is a ${task} task`;
  throw refusal("tune", "measure", measure, rule);
}

function spaceOf(space: TunedSpace): Space {
  const entries = Object.entries(space) as [HyperparameterName, SearchedRange | readonly Choice[]][];
  if (entries.length === 0)
    throw new SpaceError(
      "Cannot tune nothing: the space is empty. Name what to search, for example { learningRate: { low: 1e-4, high: 1, log: true } }.",
    );
  return Object.fromEntries(entries.map(([name, values]) => [name, tuningDomain(name, values)]));
}

function bestOf(study: Study, choiceOf: (values: object) => Hyperparameters): TunedBest | undefined {
  if (!study.trials.some(({ state }) => state === "complete")) return undefined;
  const { params, values, number } = study.best;
  return { hyperparameters: choiceOf(params), value: values[0]!, trial: number };
}
