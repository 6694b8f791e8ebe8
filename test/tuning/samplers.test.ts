import { quasiRandomSampler, randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { expect } from "chai";
import { stream } from "../../src/random/stream.js";
import {
  initialDistribution,
  nextDistribution,
  strategyFor,
} from "../../src/tuning/samplers/cma-es/distribution.js";
import { cmaEsSampler } from "../../src/tuning/samplers/cma-es-sampler.js";
import { geneticSampler } from "../../src/tuning/samplers/genetic-sampler.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import { HaltonSequence } from "../../src/tuning/samplers/halton.js";
import { crowdingDistances, frontRanks } from "../../src/tuning/samplers/non-dominated-sort.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { branin, hartmann6, rosenbrock5, type TestFunction } from "../../bench/tuning/test-functions.js";

const middle = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

async function medianRegret(
  create: (seed: number) => Sampler,
  { objective, minimum }: TestFunction,
  seeds: number,
  trials: number,
): Promise<number> {
  const regrets: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const study = await createStudy({ sampler: create(seed) });
    await study.optimize(objective, { trials });
    regrets.push(study.best.values[0]! - minimum);
  }
  return middle(regrets);
}

describe("tuning: random and quasi-random", () => {
  it("random search draws uniformly, in logarithms where asked to", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    await study.optimize((trial) => trial.suggestFloat("x", 1e-4, 1, { log: true }), { trials: 4000 });
    for (const decade of [1e-4, 1e-3, 1e-2, 1e-1]) {
      const share = study.trials.filter(({ values }) => values[0]! >= decade && values[0]! < 10 * decade);
      expect(share.length / 4000).to.be.closeTo(0.25, 0.03);
    }
  });

  it("gives whole numbers on a log scale the chance of their interval", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 2 }) });
    await study.optimize((trial) => trial.suggestInt("n", 1, 9, { log: true }), { trials: 4000 });
    const ones = study.trials.filter(({ values }) => values[0] === 1).length / 4000;
    expect(ones).to.be.closeTo(Math.log(1.5 / 0.5) / Math.log(9.5 / 0.5), 0.03);
  });

  it("every pᵐ consecutive Halton points hit each of pᵐ intervals once", () => {
    const sequence = new HaltonSequence(5);
    for (const [dimension, intervals] of [
      [0, 64],
      [1, 81],
      [2, 125],
      [5, 169],
    ] as const) {
      const hit = Array.from({ length: intervals }, (_, index) =>
        Math.floor(sequence.at(intervals + index, dimension) * intervals),
      );
      expect(new Set(hit).size).to.equal(intervals);
    }
  });

  it("quasi-random trials cover the square more evenly than random ones", async () => {
    const emptyCells = async (sampler: Sampler): Promise<number> => {
      const study = await createStudy({ sampler });
      await study.optimize((trial) => trial.suggestFloat("x", 0, 1) + trial.suggestFloat("y", 0, 1), { trials: 144 }); // prettier-ignore
      const cell = (value: unknown): number => Math.floor(Number(value) * 12);
      return 144 - new Set(study.trials.map(({ params }) => 12 * cell(params["x"]) + cell(params["y"]))).size;
    };
    const seeds = [1, 2, 3, 4, 5];
    const even = await Promise.all(seeds.map((seed) => emptyCells(quasiRandomSampler({ seed }))));
    const random = await Promise.all(seeds.map((seed) => emptyCells(randomSampler({ seed }))));
    expect(middle(even)).to.be.lessThan(middle(random));
  });
});

describe("tuning: samplers find what they are made for", function () {
  this.timeout(120_000);
  const tpe = (seed: number): Sampler => tpeSampler({ seed });

  it("TPE on Branin and Hartmann-6: no worse than Optuna's TPE (100 evaluations, median of 15 seeds)", async () => {
    expect(await medianRegret(tpe, branin, 15, 100)).to.be.at.most(0.0185);
    expect(await medianRegret(tpe, hartmann6, 15, 100)).to.be.at.most(0.087);
  });

  it("the Gaussian process on Branin and Hartmann-6: better with half of the evaluations", async () => {
    const gp = (seed: number): Sampler => gpSampler({ seed });
    expect(await medianRegret(gp, branin, 5, 40)).to.be.at.most(0.0185 / 4);
    expect(await medianRegret(gp, hartmann6, 3, 50)).to.be.at.most(0.087 / 4);
  });

  it("CMA-ES moves its distribution as cmaes, the package under Optuna's sampler, does", () => {
    const strategy = strategyFor(3);
    let now = initialDistribution([0.5, 0.5, 0.5], 0.125);
    for (let generation = 0; generation < 3; generation++) {
      const ranked = Array.from({ length: 7 }, (_, i) =>
        [0, 1, 2].map((axis) => 0.5 + 0.1 * Math.sin(7 * generation + 3 * i + axis * (i + 1))),
      );
      now = nextDistribution(now, ranked, strategy);
    }
    // cmaes 0.13.1: CMA(mean=[0.5] * 3, sigma=0.125).tell(the same points), three times
    const close = (found: readonly number[], expected: readonly number[]): void => {
      found.forEach((value, at) => expect(value).to.be.closeTo(expected[at]!, 1e-7));
    };
    close(now.mean, [0.5409577854897946, 0.5321882172544729, 0.5169057984771426]);
    expect(now.sigma).to.be.closeTo(0.07363432921789677, 1e-7);
    const [xy, xz, yz] = [-0.06999082787248515, -0.028690846412557404, -0.19299431597526354];
    const [xx, yy, zz] = [0.7915104439372433, 0.6984705910367929, 0.6473772244062279];
    close(now.covariance.to1DArray(), [xx, xy, xz, xy, yy, yz, xz, yz, zz]);
  });

  it("CMA-ES walks along Rosenbrock's valley to its end", async () => {
    const study = await createStudy({ sampler: cmaEsSampler({ seed: 2 }) });
    await study.optimize(rosenbrock5.objective, { trials: 3000 });
    expect(study.best.values[0]).to.be.lessThan(1e-6);
  });

  it("the genetic algorithm beats random search on choices that depend on each other", async () => {
    const target = stream(9, "target");
    const secret = Array.from({ length: 20 }, () => target.integer(0, 3));
    const wrong: TestFunction = {
      name: "lock",
      minimum: 0,
      objective: (trial) =>
        secret.filter((key, place) => trial.suggestCategorical(`k${place}`, [0, 1, 2, 3]) !== key).length,
    };
    const genetic = await medianRegret((seed) => geneticSampler({ seed }), wrong, 5, 400);
    const random = await medianRegret((seed) => randomSampler({ seed }), wrong, 5, 400);
    expect(genetic).to.be.at.most(random - 5);
  });

  it("TPE keeps parallel trials apart: running ones count as bad", async () => {
    const study = await createStudy({ sampler: tpeSampler({ seed: 1 }) });
    await study.optimize((trial) => (trial.suggestFloat("x", 0, 1) - 0.5) ** 2, { trials: 30 });
    const running = Array.from({ length: 12 }, () => study.ask().suggestFloat("x", 0, 1));
    const spread = Math.max(...running) - Math.min(...running);
    expect(spread).to.be.greaterThan(0.05);
  });
});

describe("tuning: non-dominated sorting", () => {
  it("finds the fronts, and measures the crowding distance", () => {
    const points = [[0, 4], [1, 2], [2, 1], [4, 0], [2, 2], [4, 4]]; // prettier-ignore
    const ranks = frontRanks(points);
    expect(ranks).to.deep.equal([0, 0, 0, 0, 1, 2]);
    const crowding = crowdingDistances(points, ranks);
    expect(crowding[0]).to.equal(Number.POSITIVE_INFINITY);
    expect(crowding[1]).to.be.closeTo(2 / 4 + 3 / 4, 1e-12);
  });
});
