import { expect } from "chai";
import {
  contourChart,
  importanceChart,
  intermediateValuesChart,
  optimizationHistory,
  parallelCoordinates,
  paretoChart,
  surrogateChart,
} from "../../src/charts/tuning/index.js";
import { describe as bundleFor } from "../../src/course/describe.js";
import { rowsOf } from "./drawn.js";
import { exampleStudy } from "./example-study.js";

describe("charts of a study", () => {
  const study = exampleStudy();
  const complete = study.trials.filter((trial) => trial.state === "complete");

  it("the history's line is the best so far, computed the slow way", () => {
    const line = rowsOf(optimizationHistory(study).spec, "line");
    complete.forEach((trial, index) => {
      const best = Math.min(...complete.slice(0, index + 1).map((earlier) => earlier.values[0]!));
      expect(line[index]!["x"]).to.equal(trial.number);
      expect(line[index]!["y"]).to.be.closeTo(best, 1e-5);
    });
  });

  it("a maximized study's line rises", () => {
    const line = rowsOf(optimizationHistory(exampleStudy(2), { objective: 1 }).spec, "line");
    const values = line.map((row) => Number(row["y"]));
    expect(values).to.deep.equal([...values].sort((a, b) => a - b));
  });

  it("says how many trials were complete, pruned, failed", () => {
    const { summary } = optimizationHistory(study);
    expect(summary).to.contain(`${complete.length} complete trials, 5 pruned, 1 failed`);
    expect(intermediateValuesChart(study).summary).to.contain("40 trials, 5 of them pruned");
  });

  it("the front holds exactly the trials that no other beats in both", () => {
    const two = exampleStudy(2);
    const trials = two.trials.filter((trial) => trial.state === "complete");
    const undominated = trials.filter(({ values: [loss, gain] }) =>
      trials.every(({ values: [other, more] }) => other! >= loss! || more! <= gain!),
    );
    const best = rowsOf(paretoChart(two).spec, "point").filter((row) => row["series"] === "front");
    expect(best.map((row) => row["tip3"])).to.have.members(undominated.map((trial) => trial.number));
    expect(() => paretoChart(study)).to.throw(RangeError, "1 objective");
  });

  it("names the best parameters", () => {
    const best = complete.reduce((a, b) => (b.values[0]! < a.values[0]! ? b : a));
    const said = `activation ${String(best.params["activation"])}`;
    expect(parallelCoordinates(study).summary).to.contain(said);
    expect(contourChart(study, "learningRate", "momentum").summary).to.contain(said);
  });

  it("refuses what cannot be drawn, saying why", () => {
    const empty = { ...study, trials: [] };
    expect(() => optimizationHistory(empty)).to.throw(RangeError, "none of its 0 trials is complete");
    expect(() => intermediateValuesChart(empty)).to.throw(RangeError, "no trial called report");
    expect(() => contourChart(study, "learningRate", "activation")).to.throw(RangeError, "number for both");
    expect(() => importanceChart({})).to.throw(RangeError);
    const belief = { x: [0, 1], mean: [0], deviation: [0, 0], acquisition: [0, 0], observed: [] };
    expect(() => surrogateChart(belief)).to.throw(RangeError, "mean has 1 numbers for 2 places");
  });

  it("a study as the last expression of a cell is its history, or its front", async () => {
    expect((await bundleFor(study))?.["text/plain"]).to.contain("Search history of rate-and-momentum");
    expect((await bundleFor(exampleStudy(2)))?.["text/plain"]).to.contain("The front of rate-and-momentum");
    expect(await bundleFor({ ...study, trials: [] })).to.equal(undefined);
  });
});
