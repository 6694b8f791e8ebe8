import { expect } from "chai";
import { renderSvg } from "../../src/charts/render-svg.js";
import { sweepCurve } from "../../src/charts/sweep-curve.js";
import { isLogSpaced, valueAxis } from "../../src/charts/value-axis.js";
import { rowsOf } from "./drawn.js";
import { exampleSweep } from "./example-runs.js";

describe("sweepCurve", () => {
  it("names the best median with its spread, and counts what diverged", () => {
    const { summary } = sweepCurve(exampleSweep({ learningRate: [0.001, 0.01, 0.1, 1] }));
    expect(summary).to.match(/lowest median [\d.]+ \([\d.]+ to [\d.]+\) at learning rate 0\.1/);
    expect(summary).to.contain("5 of 20 runs diverged (learning rate 1)");
  });

  it("marks what diverged in the subtitle with the triangle that it draws", () => {
    const sweep = exampleSweep({ learningRate: [0.1, 1] });
    expect(JSON.stringify(sweepCurve(sweep).spec)).to.contain("▲ 5 runs diverged");
    expect(JSON.stringify(sweepCurve(sweep, { metric: "valAccuracy" }).spec)).to.contain("▼ 5 runs diverged");
  });

  it("gives every seed a dot", () => {
    const { spec } = sweepCurve(exampleSweep({ batchSize: [16, 32] }, 7));
    expect(rowsOf(spec, "point")).to.have.length(14);
  });

  it("counts a run that diverged as the worst in median, band and caption", () => {
    const sweep = exampleSweep({ learningRate: [0.01, 0.1] });
    const lose = (count: number) => ({
      ...sweep,
      runs: sweep.runs.map((entry) =>
        entry.values.learningRate === 0.1 && entry.seed <= count
          ? { ...entry, run: { ...entry.run, ending: "diverged" as const } }
          : entry,
      ),
    });
    const few = sweepCurve(lose(2));
    const order = (rate: number, result = sweep) =>
      result.runs
        .filter(({ values, run }) => values.learningRate === rate && run.ending !== "diverged")
        .map(({ run }) => run.history.at(-1)!.valLoss)
        .sort((a, b) => a - b);
    // Two of five are infinite: the median is the third, the largest of the three that are left.
    const median = order(0.1, lose(2))[2]!;
    const at = rowsOf(few.spec, "line").find((row) => row["x"] === 0.1)!;
    expect(at["y"]).to.be.closeTo(median, 1e-4);
    expect(few.summary)
      .to.contain("to diverged) at learning rate 0.1")
      .and.to.contain("2 of 10 runs diverged");
    const most = sweepCurve(lose(3));
    expect(most.summary).to.match(/lowest median [\d.]+ \([\d. to]+\) at learning rate 0\.01/);
    const edge = Math.max(...rowsOf(most.spec, "line").map((row) => Number(row["y"])));
    expect(edge).to.be.above(Math.max(...order(0.01)));
  });

  it("names values whose seeds overlap with the best one's instead of declaring a winner", () => {
    expect(sweepCurve(exampleSweep({ units: [16, 32] })).summary).to.contain(
      "its seeds overlap with those of units 32",
    );
  });

  it("says how many planned runs are missing from an interrupted sweep", () => {
    const whole = exampleSweep({ units: [16, 32] });
    const cut = { ...whole, runs: whole.runs.slice(0, 7), ending: "interrupted" as const };
    expect(sweepCurve(cut).summary).to.contain("3 of 10 planned runs did not finish");
  });

  it("labels every value by itself, not rounded to its neighbours' digits", async () => {
    const svg = await renderSvg(sweepCurve(exampleSweep({ momentum: [0, 0.5, 0.9, 0.99] })));
    const labels = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(labels).to.include("0.99");
    expect(labels).not.to.include("1.0");
  });

  it("refuses three hyperparameters and an empty sweep, saying what to do", () => {
    const three = exampleSweep({ units: [1], layers: [1], batchSize: [1] });
    expect(() => sweepCurve(three)).to.throw(RangeError, "Fix the others");
    expect(() => sweepCurve({ ...three, runs: [] })).to.throw(RangeError, "no finished run");
  });

  it("chooses a logarithmic axis for values spaced by ratios only", () => {
    expect(isLogSpaced([0.0001, 0.001, 0.01, 0.1])).to.equal(true);
    expect(isLogSpaced([16, 32, 64, 128, 256, 512, 1024])).to.equal(true);
    expect(isLogSpaced([0, 0.3, 0.5, 0.8])).to.equal(false);
    expect(isLogSpaced([1, 2, 3, 4, 5])).to.equal(false);
    expect(isLogSpaced([10, 20])).to.equal(false);
  });

  it("keeps values apart that are spaced by ratios after a 0", () => {
    const scaleOf = (values: number[]) => valueAxis(values, "x")["scale"];
    expect(scaleOf([0, 0.001, 0.01, 0.1])).to.include({ type: "symlog", constant: 0.001 });
    expect(scaleOf([0, 0.3, 0.5, 0.8])).to.not.have.property("type");
  });
});
