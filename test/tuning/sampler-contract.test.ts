import { quasiRandomSampler, randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { expect } from "chai";
import { cmaEsSampler } from "../../src/tuning/samplers/cma-es-sampler.js";
import { geneticSampler } from "../../src/tuning/samplers/genetic-sampler.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import type { Domain, Space } from "../../src/hyperparameters/space/domain.js";
import { toUnit } from "../../src/hyperparameters/space/unit-scale.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import type { Trial } from "../../src/tuning/trial/trial.js";

const samplers: Readonly<Record<string, (seed: number) => Sampler>> = {
  random: (seed) => randomSampler({ seed }),
  quasiRandom: (seed) => quasiRandomSampler({ seed }),
  tpe: (seed) => tpeSampler({ seed, startupTrials: 5 }),
  gp: (seed) => gpSampler({ seed, startupTrials: 5 }),
  genetic: (seed) => geneticSampler({ seed, populationSize: 5 }),
  cmaEs: (seed) => cmaEsSampler({ seed }),
};

const float = (low: number, high: number, log = false, step?: number): Domain => ({ kind: "float", low, high, log, step }); // prettier-ignore
const int = (low: number, high: number, log = false, step = 1): Domain => ({ kind: "int", low, high, log, step }); // prettier-ignore

/** One domain of every sort. */
const everything: Space = {
  plain: float(-1, 1),
  negative: float(-3, -2),
  log: float(1e-7, 1, true),
  tenths: float(-10.2, 10.2, false, 0.1),
  whole: int(-10, 10),
  even: int(0, 10, false, 2),
  logWhole: int(1, 100, true),
  choice: { kind: "categorical", choices: ["a", "b", null, true, 3] },
};

/** Single values need no sampling. */
const singles: Space = {
  float: float(1, 1),
  logFloat: float(2, 2, true),
  stepped: float(1, 1, false, 1),
  int: int(7, 7),
  choice: { kind: "categorical", choices: ["only"] },
};

async function studyOf(
  sampler: Sampler,
  directions: readonly ("minimize" | "maximize")[] = ["minimize"],
): Promise<Study> {
  return createStudy({ sampler, directions });
}

/** Suggests all of a space, and is least where every value is low on its scale. */
function sumOf(trial: Trial, space: Space): number {
  return Object.entries(space).reduce(
    (sum, [name, domain]) => sum + toUnit(domain, trial.suggest(name, domain)),
    0,
  );
}

for (const [name, create] of Object.entries(samplers))
  describe(`tuning: sampler contract, ${name}`, function () {
    this.timeout(30_000);

    it("gives values inside every sort of domain, of the right type, on the steps", async () => {
      const study = await studyOf(create(1));
      await study.optimize((trial) => sumOf(trial, everything), { trials: 25 });
      for (const { params, state } of study.trials) {
        expect(state).to.equal("complete");
        for (const [key, domain] of Object.entries(everything)) {
          const value = params[key]!;
          expect(toUnit(domain, value), `${key} = ${String(value)}`).to.be.within(0, 1);
          if (domain.kind === "categorical" || domain.step === undefined) continue;
          const steps = (Number(value) - domain.low) / domain.step;
          expect(steps).to.be.closeTo(Math.round(steps), 1e-9);
        }
      }
    });

    it("finds each value of a whole number on a log scale, at both ends and between", async () => {
      for (const best of [1, 2, 6, 8])
        for (const seed of [1, 2]) {
          const study = await studyOf(create(seed));
          await study.optimize((trial) => Math.abs(trial.suggestInt("n", 1, 8, { log: true }) - best), {
            trials: name === "gp" ? 35 : 60,
          });
          expect(study.best.params["n"], `seed ${seed}`).to.equal(best);
        }
    });

    it("gives single values as they are", async () => {
      const study = await studyOf(create(1));
      await study.optimize((trial) => sumOf(trial, { ...singles, x: float(0, 1) }), { trials: 12 });
      for (const { params } of study.trials)
        expect(params).to.include({ float: 1, logFloat: 2, stepped: 1, int: 7, choice: "only" });
    });

    it("gives the same trials for the same seed, others for another", async () => {
      const run = async (seed: number): Promise<unknown[]> => {
        const study = await studyOf(create(seed));
        await study.optimize((trial) => sumOf(trial, everything), { trials: 15 });
        return study.trials.map(({ params }) => params);
      };
      const first = await run(1);
      expect(await run(1)).to.deep.equal(first);
      expect(await run(2)).to.not.deep.equal(first);
    });

    it("does not depend on what it did before: a fresh sampler goes on in the same way", async () => {
      const whole = await studyOf(create(4));
      await whole.optimize((trial) => sumOf(trial, everything), { trials: 14 });
      const resumed = await studyOf(create(4));
      for (const record of whole.trials.slice(0, 13)) {
        const trial = resumed.ask();
        for (const [key, domain] of Object.entries(everything)) trial.suggest(key, domain);
        resumed.tell(trial, record.values);
      }
      const view = { name: "x", directions: whole.directions, trials: whole.trials.slice(0, 13) };
      const sorted = Object.fromEntries(Object.entries(everything).sort(([a], [b]) => (a < b ? -1 : 1)));
      const fresh = create(4).sampleTogether?.(view, 13, sorted).params ?? {};
      for (const [key, value] of Object.entries(fresh)) expect(whole.trials[13]!.params[key]).to.equal(value);
      expect(resumed.trials.map(({ params }) => params)).to.deep.equal(
        whole.trials.slice(0, 13).map(({ params }) => params),
      );
    });

    it("copes with branches, moving bounds, and parameters that come and go", async () => {
      const study = await studyOf(create(2));
      await study.optimize(
        (trial) => {
          const kind = trial.suggestCategorical("kind", ["a", "b"]);
          const own = trial.suggestFloat(`only-${kind}`, 0, 1);
          const moving = trial.suggestFloat("moving", 0, 1 + (trial.number % 3));
          const rare = trial.number % 7 === 3 ? trial.suggestInt("rare", 1, 5) : 0;
          return own + moving + rare;
        },
        { trials: 30 },
      );
      expect(study.trials.every(({ state }) => state === "complete")).to.equal(true);
    });

    it("copes with failed, pruned and infinite trials", async () => {
      const study = await studyOf(create(3));
      for (let index = 0; index < 30; index++) {
        const trial = study.ask();
        const value = sumOf(trial, everything);
        if (index % 5 === 1) study.tell(trial, "failed");
        else if (index % 5 === 2) {
          if (index % 2 === 0) trial.report(value, 3);
          study.tell(trial, "pruned");
        } else study.tell(trial, index % 5 === 3 ? Number.POSITIVE_INFINITY : value);
      }
      expect(study.best.values[0]).to.be.lessThan(8);
    });

    it("copes with many trials running at once", async () => {
      const study = await studyOf(create(5));
      await study.optimize((trial) => sumOf(trial, everything), { trials: 8 });
      const running = Array.from({ length: 8 }, () => study.ask(everything));
      const different = new Set(running.map(({ params }) => JSON.stringify(params)));
      expect(different.size).to.equal(8);
      for (const trial of running) study.tell(trial, sumOf(trial, everything));
    });

    it("copes when all values are equal", async () => {
      const study = await studyOf(create(6));
      await study.optimize((trial) => 0 * sumOf(trial, everything), { trials: 14 });
      expect(study.trials).to.have.length(14);
    });

    if (name === "cmaEs")
      it("refuses several objectives", async () => {
        const study = await studyOf(create(1), ["minimize", "maximize"]);
        expect(() => study.ask()).to.throw(/exactly one/);
      });
    else
      it("tunes several objectives", async () => {
        const study = await studyOf(create(1), ["minimize", "maximize"]);
        await study.optimize(
          (trial) => {
            const x = trial.suggestFloat("x", 0, 1);
            return [x, x - trial.suggestFloat("y", 0, 1)];
          },
          { trials: 30 },
        );
        expect(study.paretoFront.length).to.be.greaterThan(1);
      });
  });
