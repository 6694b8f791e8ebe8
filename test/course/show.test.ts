import { expect } from "chai";
import { bundleOf } from "../../src/kernel/cell/bundle.js";
import { learningCurves } from "../../src/charts/learning-curves.js";
import { show } from "../../src/course/show.js";
import { exampleRun, exampleSweep } from "../charts/example-runs.js";
import { withFakeKernel } from "./fake-kernel.js";

describe("show", () => {
  it("hands a chart over as Vega-Lite, SVG and text at once", async () => {
    const chart = learningCurves(exampleRun());
    const [shown] = await withFakeKernel(() => show(chart));
    expect(shown!.bundle["application/vnd.vegalite.v5+json"]).to.deep.equal(chart.spec);
    expect(shown!.bundle["image/svg+xml"]).to.match(/^<svg/);
    expect(shown!.bundle["text/plain"]).to.equal(chart.summary);
  });

  it("draws runs and sweeps as their charts", async () => {
    const shown = await withFakeKernel(async () => {
      await show(exampleRun());
      await show(exampleSweep({ units: [8, 16] }));
      await show(exampleSweep({ units: [8, 16], layers: [1], batchSize: [4] }));
    });
    expect(shown.map((output) => Object.keys(output.bundle)[0])).to.deep.equal([
      "application/vnd.vegalite.v5+json",
      "application/vnd.vegalite.v5+json",
      "text/html",
    ]);
  });

  it("shows rows and DataFrames as tables with every value escaped", async () => {
    const frame = {
      columns: ["a", "<b>"],
      values: [
        [1, "x & y"],
        [2, "<script>"],
      ],
    };
    const [rows, table] = await withFakeKernel(async () => {
      await show([{ rate: 0.1, verdict: "a < b" }]);
      await show(frame);
    });
    expect(rows!.bundle["text/html"]).to.contain("a &lt; b").and.contain('scope="col"');
    expect(table!.bundle["text/html"]).to.contain("&lt;script&gt;").and.not.contain("<script>");
    expect(table!.bundle["text/plain"]).to.contain("2 rows × 2 columns");
  });

  it("shows text as text and anything else as Node prints it", async () => {
    const shown = await withFakeKernel(async () => {
      await show("plain words");
      await show({ a: 1 });
      await show(undefined);
    });
    expect(shown.map((output) => output.bundle["text/plain"])).to.deep.equal([
      "plain words",
      "{ a: 1 }",
      "undefined",
    ]);
  });
});

describe("the last expression of a cell", () => {
  it("is drawn by tunebook's kernel if it is a run, a sweep or a chart, and left alone if not", async () => {
    await import("../../src/course/register-describer.js");
    const vega = "application/vnd.vegalite.v5+json";
    expect(await bundleOf(exampleRun())).to.have.property(vega);
    expect(await bundleOf(exampleSweep({ units: [8, 16] }))).to.have.property(vega);
    expect(await bundleOf(learningCurves(exampleRun()))).to.have.property(vega);
    expect(await bundleOf({ a: 1 })).to.deep.equal({ "text/plain": "{ a: 1 }" });
  });
});
