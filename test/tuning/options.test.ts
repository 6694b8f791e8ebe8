import { expect } from "chai";
import fc from "fast-check";
import * as tuning from "../../src/tuning/index.js";
import { rejection } from "./helpers/rejection.js";

type Maker = (options: object) => unknown;

/** Everything that is made from options alone, by its name. */
const makers = {
  randomSampler: tuning.randomSampler,
  quasiRandomSampler: tuning.quasiRandomSampler,
  tpeSampler: tuning.tpeSampler,
  gpSampler: tuning.gpSampler,
  cmaEsSampler: tuning.cmaEsSampler,
  geneticSampler: tuning.geneticSampler,
  medianPruner: tuning.medianPruner,
  successiveHalvingPruner: tuning.successiveHalvingPruner,
  hyperbandPruner: tuning.hyperbandPruner,
} as Record<string, Maker>;

const numeric: Record<string, readonly string[]> = {
  randomSampler: ["seed"],
  quasiRandomSampler: ["seed"],
  tpeSampler: ["seed", "startupTrials", "candidates"],
  gpSampler: ["seed", "startupTrials"],
  cmaEsSampler: ["seed", "populationSize", "sigma"],
  geneticSampler: ["seed", "populationSize", "crossover", "mutation"],
  medianPruner: ["startupTrials", "warmupSteps", "interval", "minTrials"],
  successiveHalvingPruner: ["minResource", "reductionFactor", "minEarlyStoppingRate"],
  hyperbandPruner: ["minResource", "maxResource", "reductionFactor"],
};

describe("tuning: options", () => {
  for (const [name, make] of Object.entries(makers)) {
    it(`${name} refuses a value that is no number, by the option's name`, () => {
      const odd = fc.oneof(fc.constantFrom(NaN, Infinity, -Infinity, "5", null, true), fc.constant([3]));
      fc.assert(
        fc.property(fc.constantFrom(...numeric[name]!), odd, (option, value) => {
          expect(() => make({ [option]: value })).to.throw(
            RangeError,
            new RegExp(`make a ${name}: ${option} is `),
          );
        }),
      );
    });

    it(`${name} refuses an option that it does not have, and names the nearest`, () => {
      const option = numeric[name]![0]!;
      expect(() => make({ [`${option}s`]: 1 })).to.throw(TypeError, new RegExp(`Did you mean "${option}"`));
      expect(() => make(7 as never)).to.throw(TypeError, /options are an object/);
    });
  }

  it("tpeSampler wants a function for gamma, and a possible number from it", async () => {
    expect(() => tuning.tpeSampler({ gamma: 3 } as never)).to.throw(
      RangeError,
      /gamma is 3, it must be a function/,
    );
    const study = await tuning.createStudy({
      sampler: tuning.tpeSampler({ startupTrials: 2, gamma: () => 0.5 }),
    });
    const run = study.optimize((trial) => trial.suggestFloat("x", 0, 1), { trials: 5 });
    expect((await rejection(run)).message).to.match(
      /gamma\(2\) is 0.5, it must be a whole number from 1 to 2/,
    );
  });

  it("createStudy says what a sampler, a pruner and a storage are", async () => {
    for (const [options, message] of [
      [{ sampler: "tpe" }, /sampler "tpe": .* tpeSampler\(\{ seed: 1 \}\)/],
      [
        { sampler: tuning.tpeSampler },
        /sampler tpeSampler \(without calling it\): a sampler is made by a function/,
      ],
      [{ sampler: null }, /sampler null/],
      [{ pruner: "median" }, /pruner "median": .* medianPruner\(\)/],
      [{ storage: "sqlite:///a.db" }, /"sqlite:\/\/\/a.db": a journal is a file.*copy_study/],
      [{ storage: "redis://localhost:6379" }, /a journal is a file/],
      [{ storage: 5 }, /storage 5: a storage is the path/],
      [{ storage: "" }, /a journal is a file/],
      [{ smapler: tuning.tpeSampler() }, /Did you mean "sampler"/],
      [{ direction: "min" }, /"minimize" or "maximize"/],
      [{ name: 3 }, /must be a non-empty string/],
    ] as const)
      expect((await rejection(tuning.createStudy(options as never))).message).to.match(message);
  });

  it("a trial refuses options that a domain does not have", async () => {
    const study = await tuning.createStudy();
    const trial = study.ask();
    expect(() => trial.suggestFloat("x", 1, 2, { lgo: true } as never)).to.throw(
      TypeError,
      /Did you mean "log"/,
    );
    expect(() => trial.suggestInt("n", 1, 2, true as never)).to.throw(TypeError, /options are an object/);
  });
});
