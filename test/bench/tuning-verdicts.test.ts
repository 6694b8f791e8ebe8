import { expect } from "chai";
import { regretVerdict, timeVerdict, type Duel } from "../../bench/tuning/measures.js";
import { ownRun, probeOf } from "../../bench/tuning/own-runs.js";
import { branin } from "../../bench/tuning/test-functions.js";

const row = (sampler: string, regrets: number[], times: number[]) => ({
  function: "branin",
  sampler,
  regrets,
  times,
});
const duel = (ours: number, optuna: number): Duel => ({
  function: "branin",
  ours: row("ours", [ours, 0, 9], [ours, ours, 90]),
  optuna: row("optuna", [optuna, 0, 9], [optuna, optuna, 0.001]),
});

describe("bench: tuners against each other", () => {
  it("compares medians, and every function has to be met", () => {
    expect(regretVerdict([duel(1, 2), duel(2, 2)]).met).to.equal(true);
    expect(regretVerdict([duel(1, 2), duel(2, 1)]).met).to.equal(false);
    expect(timeVerdict([duel(1, 5), duel(1, 6)], 100).met).to.equal(true);
    expect(timeVerdict([duel(1, 5), duel(1, 4.9)], 100).met).to.equal(false);
    expect(timeVerdict([duel(1, 5)], 1000).measured).to.equal("branin 1.0 ms, 5.0 times as fast");
  });

  it("meets nothing where there was nobody to compare with, and says what to do", () => {
    for (const verdict of [regretVerdict([]), timeVerdict([], 100)]) {
      expect(verdict.met).to.equal(false);
      expect(verdict.measured).to.contain("npm start");
    }
  });

  it("runs each of the seeds, and probes a point that the function has", async () => {
    const { regrets } = await ownRun("random", branin, [100, 101, 100], 5);
    expect(regrets[0]).to.equal(regrets[2]);
    expect(regrets[0]).not.to.equal(regrets[1]);
    const { point, value } = await probeOf(branin);
    const [x, y] = point as [number, number];
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    expect(value).to.be.closeTo(bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10, 1e-9);
  });
});
