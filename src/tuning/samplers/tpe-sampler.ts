import type { StudyView, TrialState } from "../trial/trial-record.js";
import { type Sampler, studyCache } from "./sampler.js";
import { stream } from "../../random/stream.js";
import type { Choice, Domain, Params, Space } from "../../hyperparameters/space/domain.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkSeed, checkWhole, refusal } from "../options.js";
import { fromUnit, valueCount } from "../../hyperparameters/space/unit-scale.js";
import { randomSampler, type SeedOptions } from "./random-samplers.js";
import { bestTrials } from "./rank-trials.js";
import { KernelMemory, type Remembered } from "./tpe/axis-kernels.js";
import { ParzenEstimator } from "./tpe/parzen-estimator.js";
import { weightsByAge, weightsByRank } from "./tpe/weights.js";
import { type UnitColumn, UnitColumns } from "./unit-column.js";

export interface TpeSamplerOptions extends SeedOptions {
  /** Random trials before the first model, ≥ 1. Default 10. */
  readonly startupTrials?: number;
  /** How many candidates are drawn and compared per suggestion, ≥ 1. Default 48. */
  readonly candidates?: number;
  /** How many of n trials count as good. Default min(⌈0.15 n⌉, 25). */
  readonly gamma?: (trials: number) => number;
}

/**
 * The tree-structured Parzen estimator: estimates the density l(x) of good trials and g(x) of the others, draws
 * candidates from l and takes the one with the greatest l(x) / g(x), which is the one with the greatest expected
 * improvement.
 *
 * Parameters that all trials have are modelled together (to capture their interactions), those of branches one by
 * one. Trials that are still running count as bad, so that parallel trials keep away from each other (the constant
 * liar). With several objectives, the good trials are those of the best fronts.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ sampler: tpeSampler({ seed: 1 }) });
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011; Watanabe, "Tree-structured Parzen
 *   estimator: understanding its algorithm components and their roles", 2023
 */
export function tpeSampler(options: TpeSamplerOptions = {}): Sampler {
  const { seed = 0, startupTrials = 10, candidates = 48, gamma = defaultGamma } = options;
  checkOptions(options);
  const random = randomSampler({ seed });
  const columns = studyCache(() => new UnitColumns());
  const memories = new WeakMap<UnitColumn, KernelMemory>();

  const model = (study: StudyView, trialNumber: number, space: Space): Params | undefined => {
    const names = Object.keys(space).filter((name) => valueCount(space[name]!) > 1);
    const domains = names.map((name) => space[name]!);
    const units = names.map((name, axis) => columns(study).of(name, domains[axis]!, study.trials));
    const placed = study.trials.filter(
      ({ number, state }) =>
        number !== trialNumber && (state === "running" || isLearnt(state)) && hasAll(units, number),
    );
    const informative = placed.filter(({ state }) => isLearnt(state));
    if (names.length === 0 || informative.length < startupTrials) return undefined;
    const good = bestTrials(study, informative, goodCount(gamma, informative.length));
    const isGood = new Set(good);
    const bad = placed.filter(({ number }) => !isGood.has(number)).map(({ number }) => number);
    const observed = (numbers: readonly number[]): Float64Array[] =>
      units.map((column) => valuesOf(numbers, column.values));
    const better = new ParzenEstimator(domains, observed(good), weightsByRank([...good.keys()]));
    const known = units.map((column) => remembered(column, bad, memoryOf(memories, column)));
    const worse = new ParzenEstimator(domains, observed(bad), weightsByAge(bad.length), known);
    const draws = stream(seed, `tpe/${trialNumber}/${names.join("/")}`);
    const best = bestRatio(better, worse, candidates, draws);
    return Object.fromEntries(names.map((name, axis) => [name, fromUnit(domains[axis]!, best[axis]!)]));
  };

  return {
    name: "tpe",
    sampleTogether: (study, trialNumber, space) => ({ params: model(study, trialNumber, space) ?? {} }),
    sampleOne: (study: StudyView, trialNumber: number, name: string, domain: Domain): Choice =>
      model(study, trialNumber, { [name]: domain })?.[name] ??
      random.sampleOne(study, trialNumber, name, domain),
  };
}

const attempt = "make a tpeSampler";

function checkOptions(options: TpeSamplerOptions): void {
  checkOptionNames(attempt, options, ["seed", "startupTrials", "candidates", "gamma"]);
  const { seed = 0, startupTrials = 1, candidates = 1, gamma = defaultGamma } = options;
  checkSeed(attempt, seed);
  checkWhole(attempt, "startupTrials", startupTrials, 1);
  checkWhole(attempt, "candidates", candidates, 1);
  const given: unknown = gamma;
  if (typeof given !== "function")
    throw refusal(attempt, "gamma", gamma, "a function: (trials) => how many of them count as good");
}

/** @throws {RangeError} if `gamma` does not return a possible number of good trials */
function goodCount(gamma: (trials: number) => number, trials: number): number {
  const count = gamma(trials);
  if (Number.isSafeInteger(count) && count >= 1 && count <= trials) return count;
  throw refusal("suggest values", `gamma(${trials})`, count, `a whole number from 1 to ${trials}`);
}

function isLearnt(state: TrialState): boolean {
  return state === "complete" || state === "pruned";
}

function hasAll(units: readonly UnitColumn[], number: number): boolean {
  for (const { values } of units) if (Number.isNaN(values[number])) return false;
  return true;
}

function memoryOf(memories: WeakMap<UnitColumn, KernelMemory>, column: UnitColumn): KernelMemory {
  const found = memories.get(column) ?? new KernelMemory();
  memories.set(column, found);
  return found;
}

/** A column's data for these trials, which all have a value in it. */
function remembered(column: UnitColumn, trials: readonly number[], memory: KernelMemory): Remembered {
  const places = new Int32Array(column.values.length).fill(-1);
  trials.forEach((trial, place) => (places[trial] = place));
  const ascending = new Int32Array(trials.length);
  let rank = 0;
  for (const trial of column.ascending) if (places[trial]! >= 0) ascending[rank++] = places[trial]!;
  return { memory, trials, ascending };
}

function valuesOf(numbers: readonly number[], column: readonly number[]): Float64Array {
  const values = new Float64Array(numbers.length);
  for (let place = 0; place < numbers.length; place++) values[place] = column[numbers[place]!]!;
  return values;
}

function defaultGamma(trials: number): number {
  return Math.min(Math.ceil(0.15 * trials), 25);
}

/** Of `count` points drawn from `good`, the one with the greatest ratio of the two densities. */
function bestRatio(
  good: ParzenEstimator,
  bad: ParzenEstimator,
  count: number,
  random: ReturnType<typeof stream>,
): readonly number[] {
  let best: readonly number[] = [];
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const point = good.draw(random);
    const density = good.logDensity(point);
    const ratio = density - bad.logDensity(point, density - greatest);
    if (ratio > greatest || index === 0) [best, greatest] = [point, ratio];
  }
  return best;
}
