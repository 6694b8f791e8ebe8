import type { MetricName } from "../../charts/metrics.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { seedList, type SweepValues } from "../../sweep/plan.js";

/** The arms of a comparison: name → the hyperparameters that set it apart. */
export type TunedArms = Readonly<Record<string, Readonly<Partial<Hyperparameters>>>>;

/** Options for {@link compareTuned}. */
export interface CompareTunedOptions {
  /** What is tuned for each arm: name → the values to begin with, at least two that are numbers. */
  readonly tune: SweepValues;
  /**
   * What single arms tune besides, from values of their own: arm → name → values. For arms that have no hyperparameter in common that
   * could be tuned for both, such as an L2 penalty and weight decay.
   */
  readonly tuneAlso?: Readonly<Record<string, SweepValues>>;
  /** What all arms share; `presets.baseline` by default. */
  readonly base?: Readonly<Partial<Hyperparameters>>;
  /** How many seeds judge (8 means 1 to 8), or the seeds themselves; 8 by default. */
  readonly seeds?: number | readonly number[];
  /** How many seeds tune (3 means 1001 to 1003), or the seeds themselves, which must not be among the judging seeds; 3 by default. */
  readonly tuningSeeds?: number | readonly number[];
  /**
   * What of the tuning seeds decides: `"median"` by default; `"mean"` where single seeds fail at large values, so that a choice that
   * works for most of them only is not the best.
   */
  readonly choose?: "median" | "mean";
  /** The metric used for tuning and for judging; `"valLoss"` by default. */
  readonly metric?: Extract<MetricName, `val${string}`>;
  /** The share of the validation examples used for tuning; the others are used for judging. ½ by default. */
  readonly tuningShare?: number;
  /**
   * Epochs from one validation to the next, in tuning and judging. By default only the last epoch is validated, which is all that table,
   * chart and evidence read, unless runs stop early, keep their best epoch or reduce their rate on plateaus; 1 gives learning curves.
   */
  readonly validateEvery?: number;
  /** How many values each end of the grid may gain while a best value lies there; 3 by default. */
  readonly extensions?: number;
  /** How often each tuned arm is trained alone to measure its time; 0 by default, for no timing. */
  readonly timings?: number;
  /** Aborted to stop. */
  readonly signal?: AbortSignal;
}

/** The options, complete and checked. */
export interface ComparePlan extends Required<Omit<CompareTunedOptions, "signal" | "seeds" | "tuningSeeds">> {
  readonly seeds: readonly number[];
  readonly tuningSeeds: readonly number[];
  readonly signal: AbortSignal | undefined;
}

const known = [
  "tune",
  "tuneAlso",
  "base",
  "seeds",
  "tuningSeeds",
  "choose",
  "metric",
  "tuningShare",
  "validateEvery",
  "extensions",
  "timings",
  "signal",
];

/**
 * @throws {TypeError} if an option is unknown
 * @throws {RangeError} if there are fewer than two arms, nothing is tuned, an arm fixes what is tuned, `tuneAlso` names no arm, seeds overlap, or a number is invalid
 */
export function comparePlan(arms: TunedArms, options: CompareTunedOptions): ComparePlan {
  checkOptionNames("call compareTuned", options, known);
  const plan = {
    tune: options.tune,
    tuneAlso: options.tuneAlso ?? {},
    base: options.base ?? {},
    seeds: seedList(options.seeds ?? 8),
    tuningSeeds: tuningSeeds(options.tuningSeeds ?? 3),
    choose: options.choose ?? "median",
    metric: options.metric ?? "valLoss",
    tuningShare: options.tuningShare ?? 0.5,
    validateEvery: options.validateEvery ?? (watchesEpochs(arms, options) ? 1 : Infinity),
    extensions: options.extensions ?? 3,
    timings: options.timings ?? 0,
    signal: options.signal,
  };
  checkChoose(plan.choose);
  checkArms(arms, plan.tune);
  checkOwnGrids(arms, plan);
  checkNumbers(plan);
  return plan;
}

/** Whether anything reads an epoch before the last: early stopping, the best epoch to keep, a rate that falls on plateaus. */
function watchesEpochs(arms: TunedArms, { base = {}, tune, tuneAlso = {} }: CompareTunedOptions): boolean {
  const isWatched = ({
    earlyStopping = "off",
    restoreBestWeights,
    schedule,
  }: Partial<Hyperparameters>): boolean =>
    earlyStopping !== "off" || restoreBestWeights === true || schedule === "reduceOnPlateau";
  const names = [tune, ...Object.values(tuneAlso)].flatMap((values) => Object.keys(values));
  const isTuned = names.some((name) => ["earlyStopping", "restoreBestWeights", "schedule"].includes(name));
  return isTuned || Object.values(arms).some((arm) => isWatched({ ...base, ...arm }));
}

function tuningSeeds(seeds: number | readonly number[]): readonly number[] {
  return typeof seeds === "number" ? seedList(seeds).map((seed) => 1000 + seed) : seedList(seeds);
}

function checkChoose(choose: string): void {
  if (choose !== "median" && choose !== "mean")
    throw new RangeError(`Cannot choose by ${choose}: give "median" or "mean" of the tuning seeds.`);
}

function checkArms(arms: TunedArms, tune: SweepValues | undefined): void {
  const names = Object.keys(arms);
  if (names.length < 2)
    throw new RangeError(`Cannot compare ${names.length} arms (${names.join(", ")}): it takes at least two.`);
  const tuned = Object.keys(tune ?? {});
  if (tuned.length === 0)
    throw new RangeError(
      "Cannot compare without tuning anything: name what each arm may choose, for example { tune: { learningRate: [0.01, 0.1] } }.",
    );
  for (const [arm, values] of Object.entries(arms)) {
    const fixed = tuned.find((name) => name in values);
    if (fixed !== undefined)
      throw new RangeError(
        `Cannot tune ${fixed} for ${arm}: that arm fixes it. Take it out of the arm, or out of tune.`,
      );
  }
}

function checkOwnGrids(arms: TunedArms, { tune, tuneAlso }: ComparePlan): void {
  for (const [arm, values] of Object.entries(tuneAlso)) {
    if (!(arm in arms))
      throw new RangeError(
        `Cannot tune more for the arm ${arm}: there is none. The arms are ${Object.keys(arms).join(", ")}.`,
      );
    const twice = Object.keys(values).find((name) => name in tune || name in arms[arm]!);
    if (twice !== undefined)
      throw new RangeError(
        `Cannot tune ${twice} for ${arm} alone: it is fixed by that arm, or all arms tune it.`,
      );
  }
}

function checkNumbers({ seeds, tuningSeeds: tuning, tuningShare, extensions, timings }: ComparePlan): void {
  const both = seeds.filter((seed) => tuning.includes(seed));
  if (both.length > 0)
    throw new RangeError(
      `Cannot judge on seed ${both.join(", ")}: it is also a tuning seed, which would favour the values it chose. Give other tuningSeeds.`,
    );
  if (!(tuningShare > 0 && tuningShare < 1))
    throw new RangeError(
      `Cannot tune on ${tuningShare} of the validation examples: give a share between 0 and 1.`,
    );
  for (const [name, value] of Object.entries({ extensions, timings }))
    if (!Number.isInteger(value) || value < 0)
      throw new RangeError(`Cannot compare with ${name}: ${value}. Give a whole number, 0 or more.`);
}
