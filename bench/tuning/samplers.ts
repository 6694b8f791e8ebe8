import { quasiRandomSampler, randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { autoSampler } from "../../src/tuning/samplers/auto-sampler.js";
import { cmaEsSampler } from "../../src/tuning/samplers/cma-es-sampler.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import { geneticSampler } from "../../src/tuning/samplers/genetic-sampler.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";

/** The samplers that the bench compares, by name. */
export const samplers: Readonly<Record<string, (seed: number) => Sampler>> = {
  random: (seed) => randomSampler({ seed }),
  quasiRandom: (seed) => quasiRandomSampler({ seed }),
  tpe: (seed) => tpeSampler({ seed }),
  gp: (seed) => gpSampler({ seed }),
  genetic: (seed) => geneticSampler({ seed }),
  cmaEs: (seed) => cmaEsSampler({ seed }),
  auto: (seed) => autoSampler({ seed }),
};
