import { expect } from "chai";
import type { Space } from "../../src/hyperparameters/space/domain.js";
import { floatDomain } from "../../src/hyperparameters/space/make-domain.js";
import { autoChoice, autoSampler } from "../../src/tuning/samplers/auto-sampler.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { TrialRecord, TrialState } from "../../src/tuning/trial/trial-record.js";

const spaceOf = (count: number): Space =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, floatDomain(`x${i}`, 0, 1)]));

/** A study of so many trials over a space; some running, some with a parameter of a branch. */
function view(
  complete: number,
  { space = spaceOf(2), running = 0, objectives = 1, branch = false } = {},
): Parameters<typeof autoChoice>[0] {
  const params = Object.fromEntries(Object.keys(space).map((name) => [name, 0.5]));
  const record = (state: TrialState, number: number): TrialRecord => ({
    number, state, values: Array<number>(objectives).fill(1), domains: {}, intermediateValues: [], attributes: {}, systemAttributes: {},
    params: branch && number % 2 === 1 ? { ...params, extra: 1 } : params, started: undefined, finished: undefined,
  }); // prettier-ignore
  const trials = Array.from({ length: complete + running }, (_, i) =>
    record(i < complete ? "complete" : "running", i),
  );
  return { name: "s", directions: Array(objectives).fill("minimize") as "minimize"[], trials };
}

describe("tuning: autoSampler", () => {
  it("chooses by its rule: budget, branches, objectives, parameters, parallel trials", () => {
    for (const [study, space, trials, choice] of [
      [view(0), {}, 9, "quasiRandom"],
      [view(0), {}, 10, "gp"],
      [view(50), spaceOf(2), undefined, "gp"],
      [view(200), spaceOf(2), undefined, "tpe"],
      [view(50, { space: spaceOf(21) }), spaceOf(21), undefined, "tpe"],
      [view(50, { branch: true }), spaceOf(2), undefined, "tpe"],
      [view(50, { running: 10 }), spaceOf(2), undefined, "gp"],
      [view(50, { running: 11 }), spaceOf(2), undefined, "tpe"],
      [view(299, { objectives: 2 }), spaceOf(2), undefined, "tpe"],
      [view(300, { objectives: 2 }), spaceOf(2), undefined, "genetic"],
    ] as const)
      expect(autoChoice(study, space, trials)).to.equal(choice);
  });

  it("is the sampler that it chooses, trial by trial", async () => {
    const run = async (sampler: Parameters<typeof createStudy>[0] & object) => {
      const study = await createStudy(sampler);
      await study.optimize((trial) => trial.suggestFloat("x", 0, 1) + trial.suggestInt("n", 1, 9), {
        trials: 25,
      });
      return study.trials.map(({ params }) => params);
    };
    expect(await run({ sampler: autoSampler({ seed: 3 }) })).to.deep.equal(
      await run({ sampler: gpSampler({ seed: 3 }) }),
    );
  });

  it("refuses options out of range", () => {
    expect(() => autoSampler({ trials: 0 })).to.throw(RangeError, /trials is 0/);
    expect(() => autoSampler({ seed: NaN })).to.throw(RangeError, /seed is NaN/);
    expect(() => autoSampler({ budget: 5 } as never)).to.throw(TypeError, /no such option/);
  });
});
