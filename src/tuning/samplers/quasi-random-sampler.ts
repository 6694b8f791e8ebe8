import { fromUnit } from "../space/unit-scale.js";
import type { StudyView } from "../study/study-view.js";
import { HaltonSequence } from "./halton.js";
import type { SeedOptions } from "./random-sampler.js";
import type { Sampler } from "./sampler.js";

/**
 * Random search without its gaps and clusters: trial i takes the i-th point of a shuffled Halton sequence.
 *
 * A parameter's coordinate is its place in the order in which the study's trials first had it, so that the sampler
 * needs no list of parameters, and branches may come and go.
 *
 * @example
 * const study = await createStudy({ sampler: quasiRandomSampler({ seed: 1 }) });
 * @see Bousquet et al., "Critical hyper-parameters: no random, no cry", 2017
 */
export function quasiRandomSampler({ seed = 0 }: SeedOptions = {}): Sampler {
  const sequence = new HaltonSequence(seed);
  return {
    name: "quasiRandom",
    sampleOne: (study, trialNumber, name, domain) =>
      fromUnit(domain, sequence.at(trialNumber, placeOf(name, study))),
  };
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
