import { expect } from "chai";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { trialRows } from "../../src/tuning/study/trial-rows.js";
import { TrialPruned } from "../../src/tuning/trial/trial.js";
import type { Trial } from "../../src/tuning/trial/trial.js";

const objective = (trial: Trial): number => {
  const kind = trial.suggestCategorical("kind", ["a", "b", null]);
  if (trial.number === 1) throw new Error("bad luck");
  trial.setAttribute("note", { kind });
  trial.setConstraint("size", trial.number - 2);
  if (trial.number === 2) throw new TrialPruned();
  return trial.suggestFloat("x", 0, 1);
};

describe("tuning: a study as a table", () => {
  it("has one row per trial, all with the same columns, named as Optuna names them", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    await study.optimize(objective, { trials: 4, catch: Error });
    const rows = trialRows(study);
    expect(rows.map((row) => Object.keys(row))).to.deep.equal(Array(4).fill([
      "number", "value", "datetime_start", "datetime_complete", "duration", "params_kind", "params_x",
      "user_attrs_note", "user_attrs_error", "constraints_size", "state",
    ])); // prettier-ignore
    expect(rows.map(({ state }) => state)).to.deep.equal(["complete", "failed", "pruned", "complete"]);
    expect(rows[0]).to.deep.include({ value: study.trials[0]!.values[0], constraints_size: -2 });
    expect([rows[1]!["value"], rows[2]!["params_x"]]).to.deep.equal([NaN, NaN]);
  });

  it("is a DataFrame of danfo.js", async () => {
    const study = await createStudy({ directions: ["minimize", "maximize"], sampler: randomSampler() });
    expect(() => study.trialsDataFrame()).to.throw(RangeError, /has no trials/);
    await study.optimize((trial) => [trial.suggestFloat("x", 0, 1), trial.number], { trials: 3 });
    const frame = study.trialsDataFrame();
    expect(frame.shape).to.deep.equal([3, 8]);
    expect(frame.column("values_1").values).to.deep.equal([0, 1, 2]);
    expect(frame.column("params_x").values).to.deep.equal(study.trials.map(({ params }) => params["x"]));
  }).timeout(30_000);
});
