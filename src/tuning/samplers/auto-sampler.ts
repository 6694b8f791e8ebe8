import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Space } from "../../hyperparameters/space/domain.js";
import { checkSeed, checkWhole } from "../options.js";
import { isInformative, type StudyView } from "../trial/trial-record.js";
import { geneticSampler } from "./genetic-sampler.js";
import { gpSampler } from "./gp-sampler.js";
import { quasiRandomSampler, type SeedOptions } from "./random-samplers.js";
import { studyCache, type Sampler } from "./sampler.js";
import { tpeSampler } from "./tpe-sampler.js";

export interface AutoSamplerOptions extends SeedOptions {
  /** How many trials the study will have, ≥ 1, if known: with few trials there is no time to fit a model. */
  readonly trials?: number;
}

/** The samplers to choose from. */
export type AutoChoice = "quasiRandom" | "gp" | "tpe" | "genetic";

/** Trials after which a Gaussian process costs more time than it saves trials. */
const gpTrials = 200;
/** The most parameters with which a Gaussian process still learns from few trials. */
const gpParameters = 20;
/** The most trials running at once for a Gaussian process, which has to guess how each of them will end. */
const gpParallel = 10;
/** Trials after which the genetic algorithm has had enough generations to overtake TPE on a Pareto front. */
const geneticTrials = 300;

/**
 * Which sampler suits a study at a trial, by this rule:
 *
 * 1. Fewer than 10 trials in all: `quasiRandom`.
 * 2. Parameters that only some trials have (branches), or none in common: `tpe`.
 * 3. Several objectives: `tpe`, after 300 trials `genetic`.
 * 4. One objective, at most 20 parameters, at most 10 trials running at once, up to 200 trials: `gp`; else `tpe`.
 *
 * @param space the parameters that all informative trials have
 * @param trials how many trials the study will have, if that is known
 */
export function autoChoice(study: StudyView, space: Space, trials = Number.POSITIVE_INFINITY): AutoChoice {
  if (trials < 10) return "quasiRandom";
  const common = Object.keys(space).length;
  const informative = study.trials.filter(isInformative);
  if (informative.some(({ params }) => Object.keys(params).length > common)) return "tpe";
  if (study.directions.length > 1) return informative.length < geneticTrials ? "tpe" : "genetic";
  const running = study.trials.filter(({ state }) => state === "running").length;
  const suitsGp = common <= gpParameters && running <= gpParallel && informative.length < gpTrials;
  return suitsGp ? "gp" : "tpe";
}

/**
 * Chooses for you: uses the Gaussian process, TPE, the genetic algorithm or evenly spread points, depending on the
 * study at each trial. The rule is {@link autoChoice}.
 *
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ sampler: autoSampler({ seed: 1, trials: 100 }) });
 */
export function autoSampler(options: AutoSamplerOptions = {}): Sampler {
  const attempt = "make an autoSampler";
  checkOptionNames(attempt, options, ["seed", "trials"]);
  const { seed = 0, trials } = options;
  checkSeed(attempt, seed);
  if (trials !== undefined) checkWhole(attempt, "trials", trials, 1);
  const samplers: Readonly<Record<AutoChoice, Sampler>> = {
    quasiRandom: quasiRandomSampler({ seed }),
    gp: gpSampler({ seed }),
    tpe: tpeSampler({ seed }),
    genetic: geneticSampler({ seed }),
  };
  /** The choice made for a trial, reused for parameters requested one by one. */
  const chosen = studyCache(() => new Map<number, Sampler>());
  return {
    name: "auto",
    sampleTogether(study, trialNumber, space) {
      const sampler = samplers[autoChoice(study, space, trials)];
      chosen(study).set(trialNumber, sampler);
      return sampler.sampleTogether?.(study, trialNumber, space) ?? { params: {} };
    },
    sampleOne(study, trialNumber, name, domain) {
      const sampler = chosen(study).get(trialNumber) ?? samplers.quasiRandom;
      return sampler.sampleOne(study, trialNumber, name, domain);
    },
  };
}
