import { expect } from "chai";
import {
  contourChart,
  importanceChart,
  intermediateValuesChart,
  optimizationHistory,
  parallelCoordinates,
  paretoChart,
  sliceChart,
  surrogateChart,
} from "../../src/charts/tuning/index.js";
import { describe as bundleFor } from "../../src/course/describe.js";
import { renderSvg } from "../../src/charts/render-svg.js";
import type { Choice } from "../../src/hyperparameters/space/domain.js";
import { rowsOf } from "./drawn.js";
import { seenMarks } from "./seen.js";
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

  it("the front holds exactly the trials that no other dominates", () => {
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

  it("names a trial that reached an infinite value as the best, though no axis holds it", () => {
    for (const direction of ["minimize", "maximize"] as const) {
      const value = direction === "minimize" ? -Infinity : Infinity;
      const trials = study.trials.map((trial) =>
        trial === complete[3] ? { ...trial, values: [value] } : { ...trial },
      );
      const reached = { name: study.name, directions: [direction], trials };
      const said = direction === "minimize" ? "minus infinite" : "infinite";
      expect(optimizationHistory(reached).summary).to.contain(
        `value ${said} in trial ${complete[3]!.number} `,
      );
      expect(sliceChart(reached).summary).to.contain(`best ${said} with `);
      expect(parallelCoordinates(reached).summary).to.contain(`best ${said} with `);
      expect(contourChart(reached, "learningRate", "momentum").summary).to.contain(`best ${said} with `);
    }
  });

  it('a slice draws each choice on its tick: null, lists, and 1 beside "1"', async () => {
    const choices = ["relu", null, [8, 16], [16, 8], 1, "1", true] as unknown as Choice[];
    const domain = { kind: "categorical", choices } as const;
    // A journal gives every trial lists of its own.
    const trials = complete.slice(0, choices.length).map((trial, index) => ({
      ...trial,
      params: { "units[0].a": JSON.parse(JSON.stringify(choices[index])) as Choice },
      domains: { "units[0].a": domain },
    }));
    const chart = sliceChart({ ...study, trials });
    const seen = (await seenMarks(chart)).filter(({ kind }) => kind === "symbol");
    expect(seen.map(({ datum }) => datum["x"])).to.deep.equal([
      "relu",
      "none",
      "[8,16]",
      "[16,8]",
      "1",
      '"1"',
      "on",
    ]);
    expect(new Set(seen.map(({ x }) => x)).size).to.equal(choices.length);
    expect(seen.every(({ x }) => Number.isFinite(x))).to.equal(true);
    const parallel = rowsOf(parallelCoordinates({ ...study, trials }).spec, "line").map((row) => row["y"]);
    expect(new Set(parallel).size).to.equal(choices.length);
  });

  it("parameters may have the names of columns", async () => {
    const named = ["trial", "value", "objective value", "a.b", "x"];
    const domain = { kind: "float", low: 0, high: 1, log: false, step: undefined } as const;
    const trials = complete.map((trial) => ({
      ...trial,
      params: Object.fromEntries(named.map((name, index) => [name, (trial.number + index) / 50])),
      domains: Object.fromEntries(named.map((name) => [name, domain])),
    }));
    const of = { ...study, trials };
    const seen = (await seenMarks(sliceChart(of))).filter(({ kind }) => kind === "symbol");
    expect(seen).to.have.length(named.length * trials.length);
    expect(await renderSvg(contourChart(of, "a.b", "objective value"))).to.contain(">a.b<");
  });

  it("refuses what cannot be drawn, saying why", () => {
    const empty = { ...study, trials: [] };
    expect(() => optimizationHistory(empty)).to.throw(RangeError, "none of its 0 trials is complete");
    expect(() => intermediateValuesChart(empty)).to.throw(RangeError, "no trial called report");
    expect(() => contourChart(study, "learningRate", "activation")).to.throw(RangeError, "number for both");
    expect(() => contourChart(study, "learningRate", "lr")).to.throw(RangeError, 'the parameter "lr"');
    const unnamed = contourChart as unknown as (of: typeof study) => unknown;
    expect(() => unnamed(study)).to.throw(RangeError, "Name two of learningRate, momentum");
    expect(() => importanceChart({})).to.throw(RangeError);
    const belief = { x: [0, 1], mean: [0], deviation: [0, 0], acquisition: [0, 0], observed: [] };
    expect(() => surrogateChart(belief)).to.throw(RangeError, "mean has 1 numbers for 2 values of x");
  });

  it("a study as the last expression of a cell is its history, or its front", async () => {
    expect((await bundleFor(study))?.["text/plain"]).to.contain("Search history of rate-and-momentum");
    expect((await bundleFor(exampleStudy(2)))?.["text/plain"]).to.contain("The front of rate-and-momentum");
    expect(await bundleFor({ ...study, trials: [] })).to.equal(undefined);
  });
});
