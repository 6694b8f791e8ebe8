import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkSeed } from "../options.js";
import { fromUnit } from "../../hyperparameters/space/unit-scale.js";
import type { Sampler } from "./sampler.js";
import type { StudyView } from "../trial/trial-record.js";
import { HaltonSequence } from "./halton.js";
import { stream } from "../../random/stream.js";

export interface SeedOptions {
  /** Any finite number. Default 0: the same trials every time. */
  readonly seed?: number;
}

/**
 * Draws every value independently and uniformly (on a log scale where the domain has one).
 *
 * With n trials, the chance that at least one lies in the best fraction q of the space is 1 − (1 − q)ⁿ: 60 trials find
 * the best 5 % with probability 0.954, whatever the number of parameters.
 *
 * @throws {RangeError | TypeError} if the seed is not finite, or there is an unknown option
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012
 */
export function randomSampler(options: SeedOptions = {}): Sampler {
  const seed = checkedSeed("make a randomSampler", options);
  return {
    name: "random",
    // One stream per trial and parameter: neither the order of suggestions nor other trials matter.
    sampleOne: (_study, trialNumber, name, domain) =>
      fromUnit(domain, stream(seed, `random/${trialNumber}/${name}`).uniform()),
  };
}

/**
 * Random search without its gaps and clusters: trial i takes the i-th point of a shuffled Halton sequence.
 *
 * A parameter's coordinate is its place in the order in which the study's trials first used it, so the sampler needs no
 * list of parameters, and branches may come and go.
 *
 * @throws {RangeError | TypeError} if the seed is not finite, or there is an unknown option
 * @example
 * const study = await createStudy({ sampler: quasiRandomSampler({ seed: 1 }) });
 * @see Bousquet et al., "Critical hyper-parameters: no random, no cry", 2017
 */
export function quasiRandomSampler(options: SeedOptions = {}): Sampler {
  const seed = checkedSeed("make a quasiRandomSampler", options);
  const sequence = new HaltonSequence(seed);
  return {
    name: "quasiRandom",
    sampleOne: (study, trialNumber, name, domain) =>
      fromUnit(domain, sequence.at(trialNumber, placeOf(name, study))),
  };
}

function checkedSeed(attempt: string, options: SeedOptions): number {
  checkOptionNames(attempt, options, ["seed"]);
  const { seed = 0 } = options;
  checkSeed(attempt, seed);
  return seed;
}

/** How many other parameters the study had before this one. */
function placeOf(name: string, study: StudyView): number {
  const earlier = new Set<string>();
  for (const { params } of study.trials)
    for (const other of Object.keys(params)) {
      if (other === name) return earlier.size;
      earlier.add(other);
    }
  return earlier.size;
}
