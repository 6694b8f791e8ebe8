import { expect } from "chai";
import fc from "fast-check";
import { parameterImportance } from "../../src/tuning/importance/parameter-importance.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Trial } from "../../src/tuning/trial/trial.js";
import { realOptuna } from "./helpers/optuna.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

/** x matters most, then the choice, then n; the last not at all. */
function uneven(trial: Trial): number {
  const x = trial.suggestFloat("x", 1e-3, 1, { log: true });
  const kind = trial.suggestCategorical("kind", ["good", "bad", "bad too"]);
  const n = trial.suggestInt("n", 1, 8);
  trial.suggestFloat("idle", 0, 1);
  return 4 * Math.log10(x / 0.03) ** 2 + (kind === "good" ? 0 : 1.5) + 0.15 * n;
}

describe("tuning: parameter importance", () => {
  it("ranks parameters by how much they matter, and sums to 1", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    await study.optimize(uneven, { trials: 400 });
    const importance = parameterImportance(study);
    expect(Object.keys(importance)).to.deep.equal(["x", "kind", "n", "idle"]);
    expect(Object.values(importance).reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 1e-12);
    expect(importance["idle"]).to.be.lessThan(0.1);
  });

  it("counts a parameter of a branch as far as good trials take that branch", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 2 }) });
    await study.optimize(
      (trial) =>
        trial.suggestCategorical("branch", ["left", "right"]) === "left"
          ? trial.suggestFloat("leftOnly", 0, 1)
          : 10 + trial.suggestFloat("rightOnly", 0, 1),
      { trials: 200 },
    );
    const importance = parameterImportance(study);
    expect(importance["rightOnly"]).to.equal(0);
    expect(importance["leftOnly"]).to.be.greaterThan(0.3);
  });

  it("takes null for the choice that it is: a loss that only the choice decides", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 4 }) });
    await study.optimize(
      (trial) => {
        trial.suggestFloat("x", 0, 1);
        return trial.suggestCategorical("c", [null, "a"]) === null ? 0 : 10;
      },
      { trials: 60 },
    );
    const importance = parameterImportance(study);
    expect(importance["c"]).to.be.greaterThan(5 * importance["x"]!);
  });

  it("is 0 for every parameter of an objective that is constant", async () => {
    for (const constant of [0, 3.5, Infinity, -Infinity]) {
      const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
      await study.optimize(
        (trial) => trial.suggestFloat("x", 0, 1) * 0 + trial.suggestInt("n", 1, 3) * 0 + constant,
        {
          trials: 40,
        },
      );
      expect(parameterImportance(study), String(constant)).to.deep.equal({ x: 0, n: 0 });
    }
  });

  it("counts an infinite value as the best or the worst that it is", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 2 }) });
    await study.optimize(
      (trial) => {
        trial.suggestFloat("idle", 0, 1);
        return trial.suggestFloat("x", 0, 1) < 0.1 ? -Infinity : trial.number % 3;
      },
      { trials: 200 },
    );
    expect(study.best.values).to.deep.equal([-Infinity]);
    expect(parameterImportance(study)["x"]).to.be.greaterThan(0.8);
  });

  it("is never negative and sums to 1 or to 0, whatever the domains and values", () => {
    const choice = fc.constantFrom(null, "a", true, 3);
    const trial = fc.record({ c: choice, n: fc.integer({ min: 1, max: 5 }), value: fc.constantFrom(0, 1, 2.5, -Infinity, Infinity) }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(trial, { minLength: 2, maxLength: 30 }), (trials) => {
        const domains = {
          c: { kind: "categorical", choices: [null, "a", true, 3] },
          n: { kind: "int", low: 1, high: 5, log: true, step: 1 },
        } as const;
        const records = trials.map(({ value, ...params }, number) => ({ number, state: "complete", values: [value], params, domains, intermediateValues: [], attributes: {}, systemAttributes: {}, started: undefined, finished: undefined }) as const); // prettier-ignore
        const shares = Object.values(
          parameterImportance({ name: "s", directions: ["minimize"], trials: records }),
        );
        expect(shares.every((share) => share >= 0)).to.equal(true);
        const total = shares.reduce((sum, share) => sum + share, 0);
        expect(Math.min(Math.abs(total), Math.abs(total - 1))).to.be.lessThan(1e-9);
      }),
    );
  });

  it("refuses too few trials and fractions out of range", async () => {
    const study = await createStudy({ sampler: randomSampler() });
    await study.optimize(uneven, { trials: 1 });
    expect(() => parameterImportance(study)).to.throw(RangeError, /at least 2/);
    expect(() => parameterImportance(study, { good: 1 })).to.throw(RangeError, /good is 1/);
    expect(() => parameterImportance(study, { goood: 0.1 } as never)).to.throw(
      TypeError,
      /Did you mean "good"/,
    );
  });

  describe("beside Optuna", () => {
    const folder = temporaryFolder();
    const optuna = realOptuna();
    // Numbers only: Optuna smooths choices so much that one that decides everything looks unimportant.
    it("agrees with Optuna's PED-ANOVA on the same journal", async () => {
      const storage = folder.path("importance.journal");
      const study = await createStudy({ storage, sampler: randomSampler({ seed: 3 }) });
      await study.optimize(
        (trial) => {
          const x = trial.suggestFloat("x", 1e-3, 1, { log: true });
          const n = trial.suggestInt("n", 1, 8);
          trial.suggestFloat("idle", 0, 1);
          return 4 * Math.log10(x / 0.03) ** 2 + 0.4 * n;
        },
        { trials: 300 },
      );
      const theirs = optuna(
        storage,
        `
from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances
study = optuna.load_study(study_name="study", storage=storage)
print(json.dumps(get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())))`,
      ) as Record<string, number>;
      const ours = parameterImportance(study);
      expect(Object.keys(ours)).to.deep.equal(Object.keys(theirs));
      for (const [name, share] of Object.entries(theirs)) expect(ours[name], name).to.be.closeTo(share, 0.08);
    }).timeout(60_000);
  });
});
