import { isInformative, type StudyView, type TrialRecord } from "../trial/trial-record.js";
import { stream } from "../../random/stream.js";
import type { Space } from "../../hyperparameters/space/domain.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkBetween, checkSeed, checkWhole } from "../options.js";
import { fromUnit, toUnit, valueCount } from "../../hyperparameters/space/unit-scale.js";
import { breed } from "./genetic/breed.js";
import { randomSampler, type SeedOptions } from "./random-samplers.js";
import { rankTrials } from "./rank-trials.js";
import type { Sampler } from "./sampler.js";

/** The generation that a trial belongs to; charts read it too. */
export const generationNote = "genetic:generation";

export interface GeneticSamplerOptions extends SeedOptions {
  /** Trials per generation, and parents of the next, ≥ 2. Default 20. */
  readonly populationSize?: number;
  /** Chance that a child has two parents, [0, 1]. Default 0.9. */
  readonly crossover?: number;
  /** Chance that a child's parameter mutates, [0, 1]. Default 1 / number of parameters. */
  readonly mutation?: number;
}

/**
 * A genetic algorithm (NSGA-II): the best trials so far are the parents of the next generation; a child mixes two
 * parents, each the better of two drawn at random, and mutates a little.
 *
 * With several objectives, parents come from the best Pareto fronts, less crowded points first.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ directions: ["maximize", "minimize"], sampler: geneticSampler({ seed: 1 }) });
 * @see Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002
 */
export function geneticSampler(options: GeneticSamplerOptions = {}): Sampler {
  const { seed = 0, populationSize = 20, crossover = 0.9, mutation } = options;
  checkOptions(options);
  const random = randomSampler({ seed });
  return {
    name: "genetic",
    sampleTogether(study, trialNumber, space) {
      const generation = currentGeneration(study, populationSize);
      const notes = { [generationNote]: generation };
      const parents = selectParents(study, generation, populationSize, space);
      if (parents.length < 2) return { params: {}, notes };
      const names = Object.keys(space);
      const genomes = parents.map(({ params }) => names.map((name) => toUnit(space[name]!, params[name]!)));
      const cells = names.map((name) => valueCount(space[name]!));
      const rates = { crossover, mutation: mutation ?? 1 / names.length };
      const child = breed(genomes, cells, rates, stream(seed, `genetic/${trialNumber}`));
      const params = Object.fromEntries(
        names.map((name, gene) => [name, fromUnit(space[name]!, child[gene]!)]),
      );
      return { params, notes };
    },
    sampleOne: (study, trialNumber, name, domain) => random.sampleOne(study, trialNumber, name, domain),
  };
}

/** The first generation that is not full. Failed trials leave no offspring, so their places are filled again. */
function currentGeneration(study: StudyView, populationSize: number): number {
  const sizes = new Map<number, number>();
  for (const trial of study.trials)
    if (isInformative(trial)) sizes.set(generationOf(trial), (sizes.get(generationOf(trial)) ?? 0) + 1);
  let generation = 0;
  while ((sizes.get(generation) ?? 0) >= populationSize) generation++;
  return generation;
}

/** Trials from another sampler count as ancestors of all. */
function generationOf(trial: TrialRecord): number {
  return Number(trial.systemAttributes[generationNote] ?? 0);
}

/** The best of all earlier generations, from the best to the worst. */
function selectParents(study: StudyView, generation: number, count: number, space: Space): TrialRecord[] {
  const names = Object.keys(space);
  const elders = study.trials.filter(
    (trial) =>
      isInformative(trial) &&
      generationOf(trial) < generation &&
      names.every((name) => Object.hasOwn(trial.params, name)),
  );
  if (names.length === 0 || elders.length === 0) return [];
  const ranked = rankTrials(study, elders).slice(0, count);
  return ranked.map((number) => study.trials[number]!);
}

function checkOptions(options: GeneticSamplerOptions): void {
  const attempt = "make a geneticSampler";
  checkOptionNames(attempt, options, ["seed", "populationSize", "crossover", "mutation"]);
  const { seed = 0, populationSize = 2, crossover = 0, mutation = 0 } = options;
  checkSeed(attempt, seed);
  checkWhole(attempt, "populationSize", populationSize, 2);
  checkBetween(attempt, "crossover", crossover, 0, 1);
  checkBetween(attempt, "mutation", mutation, 0, 1);
}
