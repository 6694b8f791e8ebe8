import { sweepRows, toDataFrame } from "../../src/sweep/rows.js";
import { expect } from "chai";
import { runSweep } from "../../src/sweep/run-sweep.js";
import type { SweepResult } from "../../src/sweep/sweep-result.js";
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
