import { expect } from "chai";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { planRuns, seedList, type SweepValues } from "../../src/sweep/plan.js";
import { fakeBase } from "./fake-trainer.js";

const anything = (chosen: Partial<Hyperparameters>): Hyperparameters => chosen as Hyperparameters;

describe("the plan of a sweep", () => {
  it("takes the last name fastest, then the seeds", () => {
    const plan = planRuns(fakeBase, { units: [8, 16], learningRate: [0.1, 0.01] }, [3, 1], anything);
    expect(plan.map(({ values, seed }) => [values.units, values.learningRate, seed])).to.deep.equal([
      [8, 0.1, 3],
      [8, 0.1, 1],
      [8, 0.01, 3],
      [8, 0.01, 1],
      [16, 0.1, 3],
      [16, 0.1, 1],
      [16, 0.01, 3],
      [16, 0.01, 1],
    ]);
    expect(plan.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(plan[4]!.hyperparameters).to.deep.equal({ ...fakeBase, units: 16, learningRate: 0.1 });
  });

  it("is the base with each seed if nothing is varied", () => {
    expect(planRuns(fakeBase, {}, [1, 2], anything)).to.deep.equal([
      { index: 0, values: {}, hyperparameters: fakeBase, seed: 1 },
      { index: 1, values: {}, hyperparameters: fakeBase, seed: 2 },
    ]);
  });

  it("names the combination that is invalid, and keeps the kind of error", () => {
    const complete = (chosen: Partial<Hyperparameters>): Hyperparameters => {
      if (chosen.units === 16 && chosen.learningRate === 0.1) throw new TypeError("These do not get along.");
      return anything(chosen);
    };
    expect(() => planRuns(fakeBase, { units: [8, 16], learningRate: [0.01, 0.1] }, [1], complete)).to.throw(
      TypeError,
      "Cannot sweep: the combination { units: 16, learningRate: 0.1 } is invalid. These do not get along.",
    );
  });

  it("refuses lists that are empty, repeat themselves, or are no lists", () => {
    expect(() => planRuns(fakeBase, { units: [] }, [1], anything)).to.throw(
      TypeError,
      /units: its values are \[\]/,
    );
    expect(() => planRuns(fakeBase, { units: [8, 8] }, [1], anything)).to.throw(
      RangeError,
      /units: 8 is in the list twice/,
    );
    const bare = { units: 8 } as unknown as SweepValues;
    expect(() => planRuns(fakeBase, bare, [1], anything)).to.throw(TypeError, /units: its values are 8/);
  });

  it("counts seeds from 1, or takes them as they are", () => {
    expect(seedList(3)).to.deep.equal([1, 2, 3]);
    expect(seedList([7, 0, -2])).to.deep.equal([7, 0, -2]);
    for (const none of [0, -1, 1.5, NaN, [], [1, NaN]])
      expect(() => seedList(none)).to.throw(RangeError, /seeds/);
    expect(() => seedList([1, 2, 1])).to.throw(RangeError, /1 is in the list twice/);
  });
});
