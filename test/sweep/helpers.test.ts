import { expect } from "chai";
import { bestValues, rankedValues } from "../../src/sweep/best-values.js";
import { median, validationLoss } from "../../src/sweep/measure.js";
import { pairedArms } from "../../src/sweep/paired-arms.js";
import { sweepRows } from "../../src/sweep/rows.js";
import { runSweep } from "../../src/sweep/run-sweep.js";
import { runsBy } from "../../src/sweep/runs-by.js";
import type { SweepResult } from "../../src/sweep/sweep-result.js";
import { toDataFrame } from "../../src/sweep/to-data-frame.js";
import { fakeParts } from "./fake-parts.js";
import { fakeBase, fakeData } from "./fake-trainer.js";

describe("what a sweep's result is asked", () => {
  let result: SweepResult;
  let empty: SweepResult;
  before(async () => {
    const values = { learningRate: [0.1, 0.2, 1], units: [8, 16] };
    result = await runSweep(fakeData, fakeBase, values, { seeds: 5, workers: 0 }, fakeParts());
    empty = { ...result, runs: [] };
  });

  it("finds the best values by the median of the validation losses, divergence being the worst", () => {
    // The slow path: each combination's five losses sorted, the third taken.
    const byHand = [0.1, 0.2].flatMap((learningRate) =>
      [8, 16].map((units) => {
        const runs = result.runs.filter(
          ({ values }) => values.learningRate === learningRate && values.units === units,
        );
        const losses = runs.map(({ run }) => run.history[2]!.valLoss).sort((a, b) => a - b);
        return { learningRate, units, loss: losses[2]! };
      }),
    );
    byHand.sort((a, b) => a.loss - b.loss);
    const { values, medianLoss, runs } = bestValues(result);
    expect({ ...values, loss: medianLoss }).to.deep.equal(byHand[0]);
    expect(runs.map(({ seed }) => seed)).to.deep.equal([1, 2, 3, 4, 5]);
    const ranked = rankedValues(result);
    expect(ranked.slice(0, 4).map((score) => ({ ...score.values, loss: score.medianLoss }))).to.deep.equal(
      byHand,
    );
    expect(
      ranked
        .slice(4)
        .map(({ values: { learningRate, units }, medianLoss: loss }) => [learningRate, units, loss]),
    ).to.deep.equal([
      [1, 8, Infinity],
      [1, 16, Infinity],
    ]);
    expect(() => bestValues(empty)).to.throw(RangeError, "0 of its 30 runs");
  });

  it("takes the loss of the epoch whose weights were kept", () => {
    const { run } = result.runs[0]!;
    expect(validationLoss(run)).to.equal(run.history[2]!.valLoss);
    expect(validationLoss({ ...run, keptEpoch: 2 })).to.equal(run.history[1]!.valLoss);
    expect(validationLoss({ ...run, history: [] })).to.equal(Infinity);
  });

  it("knows medians of odd, even, infinite and no numbers", () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
    expect(median([1, Infinity, Infinity])).to.equal(Infinity);
    expect(median([Infinity, Infinity])).to.equal(Infinity);
    expect(median([])).to.be.NaN;
  });

  it("groups runs by one value", () => {
    const groups = runsBy(result, "units");
    expect([...groups.keys()]).to.deep.equal([8, 16]);
    expect(groups.get(16)).to.deep.equal(result.runs.filter(({ values }) => values.units === 16));
    expect(() => runsBy(result, "momentum")).to.throw(
      RangeError,
      "by momentum: the sweep varied learningRate, units",
    );
  });

  it("pairs runs that differ in one value only", () => {
    const pairs = pairedArms(result, "units", 8, 16);
    expect(pairs).to.have.length(15);
    for (const { seed, a, b } of pairs) {
      expect([a.values.units, b.values.units]).to.deep.equal([8, 16]);
      expect([a.seed, b.seed]).to.deep.equal([seed, seed]);
      expect(a.values.learningRate).to.equal(b.values.learningRate);
    }
    const torn = { ...result, runs: result.runs.slice(0, 7) };
    expect(pairedArms(torn, "units", 8, 16).map(({ seed }) => seed)).to.deep.equal([1, 2]);
    expect(() => pairedArms(result, "units", 8, 9)).to.throw(RangeError, "the value 9. It has 8, 16.");
    expect(() => pairedArms(result, "momentum", 0, 1)).to.throw(RangeError, /varied learningRate, units/);
  });

  it("becomes rows with the same columns each", () => {
    const rows = sweepRows(result);
    expect(rows).to.have.length(30);
    const { run } = result.runs[0]!;
    const { loss, valLoss } = run.history[2]!;
    const measured = { loss, accuracy: 0.5, valLoss, valAccuracy: 0.5 };
    const ending = { ending: "complete", seconds: run.seconds, cached: false };
    expect(rows[0]).to.deep.equal({
      learningRate: 0.1,
      units: 8,
      seed: 1,
      epochs: 3,
      ...measured,
      ...ending,
    });
    for (const row of rows) expect(Object.keys(row)).to.deep.equal(Object.keys(rows[0]!));
  });

  it("becomes a danfo.js DataFrame that computes", function () {
    this.timeout(20_000);
    const frame = toDataFrame(result);
    expect(frame.shape).to.deep.equal([30, Object.keys(sweepRows(result)[0]!).length]);
    expect(frame.columns.slice(0, 3)).to.deep.equal(["learningRate", "units", "seed"]);
    const arm = frame.query(frame.column("learningRate").eq(0.1).and(frame.column("units").eq(8)));
    const losses = result.runs.slice(0, 5).map(({ run }) => run.history[2]!.valLoss);
    expect(arm.column("valLoss").mean()).to.be.closeTo(losses.reduce((sum, loss) => sum + loss) / 5, 1e-12);
    expect(() => toDataFrame(empty)).to.throw(RangeError, "0 of its 30 runs");
  });
});
