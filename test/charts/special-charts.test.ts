import { expect } from "chai";
import {
  confusionMatrix,
  decisionBoundary,
  imageGrid,
  layerHistograms,
  lineChart,
  lossSurface,
  scatterChart,
} from "../../src/charts/index.js";
import { rowsOf } from "./drawn.js";
import { angleModel, layerValues, sectors } from "./example-data.js";

describe("charts of what a model does", () => {
  it("a decision boundary counts the examples on the wrong side, like predict itself", () => {
    const data = sectors();
    const outputs = angleModel(3).predict(data.train.inputs);
    const wrong = [...data.train.targets].filter((label, index) => {
      const row = [...outputs.subarray(3 * index, 3 * index + 3)];
      return row.indexOf(Math.max(...row)) !== label;
    }).length;
    expect(decisionBoundary(angleModel(3), data).summary).to.contain(
      `${wrong} of 240 examples on the wrong side`,
    );
  });

  it("frames are stepped through with a slider that stands at the last one", () => {
    const chart = decisionBoundary(
      [1, 2, 3].map((label) => ({ label, model: angleModel(label) })),
      sectors(),
    );
    const [slider] = chart.spec["params"] as { value: number; bind: object }[];
    expect(slider).to.deep.include({ name: "frame", value: 2 });
    expect(slider!.bind).to.include({ input: "range", min: 0, max: 2 });
  });

  it("a decision boundary needs a plane", () => {
    const flat = { ...sectors(), inputShape: [64] };
    expect(() => decisionBoundary(angleModel(1), flat)).to.throw(RangeError, "exactly 2");
  });

  it("a confusion matrix names the most frequent mistake", () => {
    const { summary } = confusionMatrix(
      [
        [8, 2],
        [5, 5],
      ],
      { classNames: ["cat", "dog"] },
    );
    expect(summary).to.equal(
      "Confusion matrix: 13 of 20 examples right (65 %); most often dog is mistaken for cat (5 times).",
    );
    expect(() => confusionMatrix([[1, 2]])).to.throw(RangeError, "every row");
  });

  it("histograms keep what lies beyond their scale in the outermost bars", () => {
    const rows = layerHistograms(layerValues(3)).spec["data"] as {
      values: { layer: string; x: number; y: number }[];
    };
    for (const layer of ["layer 1", "layer 4"]) {
      const steps = rows.values.filter((row) => row.layer === layer);
      const end = steps.reduce((most, { x }) => Math.max(most, x), -Infinity);
      const last = rows.values.reduce((most, { x }) => Math.max(most, x), -Infinity);
      const shares = steps.filter(({ x }) => x < last || x < end).map(({ y }) => y);
      expect(shares.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 0.02);
    }
    expect(() => layerHistograms({})).to.throw(RangeError);
    expect(() => layerHistograms({ one: [Number.NaN] })).to.throw(RangeError, "no layer has a finite number");
  });

  it("a trained run is drawn by the kernels of its layers", () => {
    const run = {
      weights: () =>
        new Map([
          ["hidden1/kernel", { shape: [2, 2], values: Float32Array.of(1, -1, 1, -1) }],
          ["hidden1/bias", { shape: [2], values: Float32Array.of(0, 0) }],
        ]),
    };
    expect(layerHistograms(run).summary).to.match(/layer hidden1 1\.$/);
    expect(layerHistograms({ before: run, after: run }).summary).to.contain("after: standard deviation");
  });

  it("a path that leaves the map is drawn to where it leaves", () => {
    const path: [number, number][] = [
      [0, 0],
      [0.5, 0],
      [9, 9],
      [0.1, 0.1],
    ];
    const { summary } = lossSurface(
      (x, y) => x * x + y * y,
      { wild: path },
      { domain: { x: [-1, 1], y: [-1, 1] } },
    );
    expect(summary).to.contain("leaves the map after 2 points");
    expect(() => lossSurface((x) => x, {}, { domain: { x: [1, 1], y: [0, 1] } })).to.throw(
      RangeError,
      "must begin below",
    );
    expect(() => lossSurface(() => Number.NaN, {}, { domain: { x: [0, 1], y: [0, 1] } })).to.throw(
      RangeError,
      "finite",
    );
  });

  it("images need the shape of an image", () => {
    expect(() => imageGrid(new Float32Array(64), [64])).to.throw(RangeError, "height × width");
    expect(() => imageGrid(new Float32Array(10), [8, 8, 1])).to.throw(RangeError, "one takes 64");
  });
});

describe("general charts", () => {
  it("an exploding value is cut off, said, and does not set the scale", () => {
    const rows = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 1e30].map((loss, step) => ({ step, loss }));
    const chart = lineChart(rows, { title: "Range test", x: "step", y: "loss" });
    const heights = rowsOf(chart.spec, "line").map((row) => Number(row["y"]));
    expect(Math.max(...heights)).to.be.below(4);
    expect(chart.summary).to.contain("1 value beyond the upper edge");
  });

  it("a logarithmic axis reaches to the largest value", () => {
    const rows = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 1e6].map((loss, step) => ({ step, loss }));
    const chart = lineChart(rows, { title: "Spike", x: "step", y: { field: "loss", scale: "log" } });
    const heights = rowsOf(chart.spec, "line").map((row) => Number(row["y"]));
    expect(Math.max(...heights)).to.equal(1e6);
    expect(chart.summary).not.to.contain("beyond");
  });

  it("draws a band as high as it is, though its line stays below", () => {
    const rows = [1, 2, 3].map((step) => ({ step, loss: 1, low: 0.5, high: step }));
    const chart = lineChart(rows, { title: "Band", x: "step", y: "loss", band: ["low", "high"] });
    expect(rowsOf(chart.spec, "area").map((row) => row["y2"])).to.deep.equal([1, 2, 3]);
  });

  it("rows without two finite numbers are counted, not drawn", () => {
    const rows = [
      { x: 1, y: 2 },
      { x: Number.NaN, y: 1 },
      { x: 2, y: Infinity },
    ];
    expect(scatterChart(rows, { title: "Some", x: "x", y: "y" }).summary).to.contain(
      "2 rows without two finite numbers",
    );
    expect(() => scatterChart(rows.slice(1), { title: "None", x: "x", y: "y" })).to.throw(
      RangeError,
      "no data",
    );
  });
});
