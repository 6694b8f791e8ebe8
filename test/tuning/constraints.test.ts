import { expect } from "chai";
import fc from "fast-check";
import { cmaEsSampler } from "../../src/tuning/samplers/cma-es-sampler.js";
import { geneticSampler } from "../../src/tuning/samplers/genetic-sampler.js";
import { logChanceBelow } from "../../src/tuning/samplers/gp/acquisition.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { rankTrials } from "../../src/tuning/samplers/rank-trials.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { constraintsOf, isFeasible, violation } from "../../src/tuning/trial/constraints.js";
import type { Trial } from "../../src/tuning/trial/trial.js";
import { realOptuna } from "./helpers/optuna.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

/** Least at (0, 0), which is forbidden: x + y must be at least 1, so that the best value is 0.5. */
const bounded = (trial: Trial): number => {
  const [x, y] = [trial.suggestFloat("x", -2, 2), trial.suggestFloat("y", -2, 2)];
  trial.setConstraint("far enough", 1 - x - y);
  return x * x + y * y;
};

describe("tuning: constraints", () => {
  it("are kept with the trial, and decide whether it is feasible", async () => {
    const study = await createStudy();
    const trial = study.ask();
    trial.setConstraint("seconds", -2);
    trial.setConstraint("memory", 0);
    expect(constraintsOf(trial.record)).to.deep.equal({ seconds: -2, memory: 0 });
    expect(isFeasible(trial.record)).to.equal(true);
    trial.setConstraint("size", 0.5);
    trial.setConstraint("weight", 0.25);
    expect(violation(trial.record)).to.equal(0.75);
  });

  it("choose the best and the front among the trials that keep them", async () => {
    const study = await createStudy();
    const tell = (value: number, excess: number): void => {
      const trial = study.ask();
      trial.setConstraint("c", excess);
      study.tell(trial, value);
    };
    tell(1, 1);
    expect(() => study.best).to.throw(/none of the 1 complete trials keeps its constraints/);
    expect(study.paretoFront).to.deep.equal([]);
    for (const [value, excess] of [[3, 0], [2, -1], [0, 0.1]] as const) tell(value, excess); // prettier-ignore
    expect(study.best.number).to.equal(2);
    expect(study.paretoFront.map(({ number }) => number)).to.deep.equal([2]);
    expect(rankTrials(study, study.trials)).to.deep.equal([2, 1, 3, 0]);
  });

  it("refuses values that are not constraints", async () => {
    const trial = (await createStudy()).ask();
    expect(() => { trial.setConstraint("c", NaN); }).to.throw(RangeError, /feasible if it is ≤ 0, and NaN is neither/); // prettier-ignore
    expect(() => { trial.setConstraint("", 1); }).to.throw(TypeError, /has a name and a number/); // prettier-ignore
    expect(() => { trial.setConstraint("c", "1" as never); }).to.throw(TypeError, /to "1"/); // prettier-ignore
    trial.setConstraint("c", 1);
    trial.setConstraint("c", 1);
    expect(() => { trial.setConstraint("c", 2); }).to.throw(RangeError, /already set it to 1/); // prettier-ignore
  });

  it("a trial that keeps them is ranked before every one that does not, whatever the values", () => {
    const outcome = fc.record({ value: fc.double({ noNaN: true }), c: fc.double(), state: fc.constantFrom("complete", "pruned") }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 25 }), (outcomes) => {
        const trials = outcomes.map(({ value, c, state }, number) => ({ number, state, values: [value], params: {}, domains: {}, intermediateValues: [], attributes: {}, systemAttributes: { "constraints:c": c }, started: undefined, finished: undefined }) as never); // prettier-ignore
        const ranked = rankTrials({ name: "s", directions: ["minimize"], trials }, trials);
        const kept = ranked.map((number) => outcomes[number]!.c <= 0);
        expect([...kept].sort((a, b) => Number(b) - Number(a))).to.deep.equal(kept);
        expect([...ranked].sort((a, b) => a - b)).to.deep.equal([...trials.keys()]);
      }),
    );
  });

  it("the logarithm of the chance that one is kept has the right values and slopes, and never underflows", () => {
    // SciPy: norm.logcdf([-40, -8, -1, 0, 2]).
    for (const [z, expected] of [
      [-40, -804.608442],
      [-8, -35.013437],
      [-1, -1.841022],
      [0, -0.693147],
      [2, -0.023013],
    ] as const)
      // prettier-ignore
      expect(logChanceBelow(0, 1, z).value).to.be.closeTo(expected, 1e-5);
    for (const [mean, deviation, limit] of [
      [0.3, 0.5, 0.1],
      [2, 0.4, -1],
      [-3, 1, 0],
      [9, 0.2, 0],
    ] as const) {
      // prettier-ignore
      const { byMean, byDeviation } = logChanceBelow(mean, deviation, limit);
      const at = (m: number, d: number): number => logChanceBelow(m, d, limit).value;
      const scale = 1 + Math.abs(byDeviation);
      expect(byMean / scale).to.be.closeTo((at(mean + 1e-5, deviation) - at(mean - 1e-5, deviation)) / 2e-5 / scale, 1e-4); // prettier-ignore
      expect(byDeviation / scale).to.be.closeTo((at(mean, deviation + 1e-5) - at(mean, deviation - 1e-5)) / 2e-5 / scale, 1e-4); // prettier-ignore
    }
  });

  describe("are honoured by samplers", function () {
    this.timeout(60_000);
    const feasibleShare = async (sampler: Sampler): Promise<number> => {
      const study = await createStudy({ sampler });
      await study.optimize(bounded, { trials: 60 });
      const late = study.trials.slice(25);
      return late.filter(isFeasible).length / late.length;
    };
    const bestValue = async (sampler: Sampler): Promise<number> => {
      const study = await createStudy({ sampler });
      await study.optimize(bounded, { trials: 40 });
      return study.best.values[0]!;
    };

    for (const [name, create] of Object.entries({
      tpe: (seed: number) => tpeSampler({ seed }),
      gp: (seed: number) => gpSampler({ seed }),
      genetic: (seed: number) => geneticSampler({ seed, populationSize: 10 }),
      cmaEs: (seed: number) => cmaEsSampler({ seed }),
    }))
      it(`${name} tries more feasible trials than chance does (a quarter)`, async () => {
        // Without constraints each of them goes to (0, 0), where no trial is feasible.
        for (const seed of [1, 2]) expect(await feasibleShare(create(seed))).to.be.greaterThan(0.35);
      });

    it("the Gaussian process finds the best value on the border", async () => {
      for (const seed of [1, 2, 3]) expect(await bestValue(gpSampler({ seed }))).to.be.within(0.5, 0.52);
    });

    it("the Gaussian process first finds where constraints are kept at all", async () => {
      const study = await createStudy({ sampler: gpSampler({ seed: 2 }) });
      await study.optimize(
        (trial) => {
          const x = trial.suggestFloat("x", 0, 1);
          trial.setConstraint("narrow", Math.abs(x - 0.7) - 0.01);
          return x;
        },
        { trials: 30 },
      );
      expect(study.best.values[0]).to.be.within(0.69, 0.71);
    });
  });

  describe("beside Optuna", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const optuna = realOptuna();
    it("go through the journal both ways, and name the same best trial", async () => {
      const path = folder.path("constrained.journal");
      const study = await createStudy({ storage: path, sampler: randomSampler({ seed: 5 }) });
      await study.optimize(bounded, { trials: 20 });
      const theirs = optuna(
        path,
        `
study = optuna.load_study(study_name="study", storage=storage)
best = study.best_trial.number
def objective(trial):
    x, y = trial.suggest_float("x", -2, 2), trial.suggest_float("y", -2, 2)
    trial.set_constraint("far enough", 1 - x - y)
    return x * x + y * y
study.optimize(objective, n_trials=20)
print(json.dumps([best, study.best_trial.number, [t.constraints for t in study.trials]]))`,
      ) as [number, number, Record<string, number>[]];
      expect(bestAmong(study.trials.slice(0, 20))).to.equal(theirs[0]);
      expect(study.best.number).to.equal(theirs[1]);
      expect(study.trials.map(constraintsOf)).to.deep.equal(theirs[2]);
    });
  });
});

function bestAmong(
  trials: readonly { readonly number: number; readonly values: readonly number[] }[],
): number {
  const feasible = trials.filter((trial) => isFeasible(trial as never));
  return feasible.reduce((a, b) => (b.values[0]! < a.values[0]! ? b : a)).number;
}
