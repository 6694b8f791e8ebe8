import { expect } from "chai";
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

  it("refuses too few trials and fractions out of range", async () => {
    const study = await createStudy({ sampler: randomSampler() });
    await study.optimize(uneven, { trials: 1 });
    expect(() => parameterImportance(study)).to.throw(RangeError, /at least 2/);
    expect(() => parameterImportance(study, { good: 1 })).to.throw(RangeError, /good is 1/);
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
