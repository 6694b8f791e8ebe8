import { expect } from "chai";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { planRuns } from "../../src/sweep/plan.js";
import { workLeft } from "../../src/sweep/work-left.js";
import { fakeBase } from "./fake-trainer.js";

describe("the work left of a sweep", () => {
  const complete = (chosen: Partial<Hyperparameters>): Hyperparameters => chosen as Hyperparameters;
  const fleet = (epochs: number, seeds: number[]) => planRuns({ ...fakeBase, epochs }, {}, seeds, complete);

  it("is estimated from the epochs of all runs and the pace so far", () => {
    let time = 100;
    const [first, second, third] = [fleet(10, [1, 2]), fleet(10, [1, 2]), fleet(30, [1])];
    const left = workLeft([first, second, third], () => time);
    expect(left.done()).to.equal(0);
    expect(left.seconds([second, third])).to.equal(0);
    time = 104;
    left.note(first, 0.5);
    // 10 of 70 epochs in 4 s: the 50 of the others take 20 s.
    expect(left.done()).to.be.closeTo(10 / 70, 1e-12);
    expect(left.seconds([second, third])).to.be.closeTo(20, 1e-9);
    left.note(first, 1);
    left.note(third, 1);
    expect(left.done()).to.be.closeTo(50 / 70, 1e-12);
    expect(left.seconds([second])).to.be.closeTo((20 * 4) / 50, 1e-9);
  });

  it("is unknown in the first second, in which graphs are made", () => {
    let time = 0;
    const [first, second] = [fleet(10, [1]), fleet(10, [1])];
    const left = workLeft([first, second], () => time);
    time = 0.9;
    left.note(first, 0.01);
    expect(left.seconds([second])).to.equal(0);
  });
});
