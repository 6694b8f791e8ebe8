import { randomSampler } from "../../src/tuning/samplers/random-sampler.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";

/** The samplers that the bench compares, by name. */
export const samplers: Readonly<Record<string, (seed: number) => Sampler>> = {
  random: (seed) => randomSampler({ seed }),
  tpe: (seed) => tpeSampler({ seed }),
};
