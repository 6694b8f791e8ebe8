import { expect } from "chai";
import {
  area,
  band,
  bars,
  cells,
  chart,
  custom,
  labels,
  line,
  panels,
  points,
  renderSvg,
  rules,
  segments,
} from "../../src/charts/index.js";
import { contrast } from "../../src/charts/color.js";
import { layersOf, panelsOf, rowsOf } from "./drawn.js";
import { seenMarks } from "./seen.js";

const rows = [
  { epoch: 1, loss: 2, low: 1, high: 3, arm: "a" },
  { epoch: 2, loss: 1, low: 0.5, high: 1.2, arm: "a" },
  { epoch: 1, loss: 4, low: 3, high: 5, arm: "b" },
  { epoch: 2, loss: 3, low: 2, high: 4, arm: "b" },
];

describe("a chart of layers", () => {
  const made = chart(
    [
      band(rows, { x: "epoch", low: "low", high: "high", series: "arm" }),
      line(rows, { x: "epoch", y: "loss", series: "arm" }),
      points(rows, { x: "epoch", y: ({ loss }) => loss, series: "arm" }),
      labels([{ epoch: 2, loss: 1, name: "best" }], { x: "epoch", y: "loss", text: "name" }),
      rules([{ y: 0.8, label: "target" }, { x: 1.5 }]),
    ],
    { title: "Loss of two arms", y: { unit: "nats" } },
  );

  it("has axis titles, legend, theme, summary and description without being told", async () => {
    const svg = await renderSvg(made);
    for (const word of ["Epoch", "Loss (nats)", ">a<", ">b<", "target", "best"]) expect(svg).to.contain(word);
    expect(made.summary).to.equal(
      "Loss of two arms: Loss (nats) against Epoch: a: from 2 to 1, lowest 1 at 2; b: from 4 to 3, lowest 3 at 2.",
    );
    expect(made.spec["description"]).to.equal(made.summary);
    expect(made.spec["config"]).to.be.an("object");
  });

  it("fits its axes to all layers", () => {
    const { encoding } = layersOf(made.spec).find(({ mark }) => mark === "line")!;
    const { domain } = (encoding["y"] as { scale: { domain: [number, number] } }).scale;
    expect(domain[0]).to.be.at.most(0.5);
    expect(domain[1]).to.be.at.least(5);
  });

  it("puts a rule where it says, also above everything else", () => {
    const low = [1, 2, 3].map((x) => ({ x, y: x }));
    const exploded = [...Array.from({ length: 40 }, (_, x) => ({ x, y: 1 })), { x: 40, y: 1e6 }];
    for (const rows of [low, exploded]) {
      const { spec } = chart([line(rows, { x: "x", y: "y" }), rules([{ y: 66.5 }])], { title: "Rules" });
      expect(rowsOf(spec, "rule")).to.deep.equal([{ y: 66.5 }]);
      const { encoding } = layersOf(spec).find(({ mark }) => mark === "line")!;
      expect((encoding["y"] as { scale: { domain: number[] } }).scale.domain[1]).to.be.within(66.5, 80);
    }
  });

  it("draws each layer's rows", () => {
    expect(rowsOf(made.spec, "area").map((row) => row["y2"])).to.deep.equal([3, 1.2, 5, 4]);
    expect(rowsOf(made.spec, "line").map((row) => row["series"])).to.deep.equal(["a", "a", "b", "b"]);
    expect(rowsOf(made.spec, "point")).to.have.length(4);
  });

  it("takes intervals, areas, bars and layers of one's own", async () => {
    const intervals = segments([{ name: 1, from: 2, to: 4 }], { x: "from", x2: "to", y: "name" });
    const svg = await renderSvg(chart([intervals], { title: "An interval" }));
    expect(svg).to.contain("<line");
    const own = custom({ data: { values: [{ a: 1 }] }, mark: "point", encoding: {} });
    const shape = area(rows.slice(0, 2), { x: "epoch", y: "loss" });
    expect((await seenMarks(chart([shape, own], { title: "T" }))).map(({ kind }) => kind)).to.include(
      "symbol",
    );
    const fruit = bars([{ fruit: "plum", count: 3 }, { fruit: "pear", count: 5 }], { x: "fruit", y: "count" }); // prettier-ignore
    expect(chart([fruit], { title: "Fruit" }).summary).to.equal("Fruit: Count: plum 3, pear 5.");
  });

  it("steps through frames with a slider", () => {
    const steps = [0, 1, 2].flatMap((step) => rows.slice(0, 2).map((row) => ({ ...row, step })));
    const layers = [line(steps, { x: "epoch", y: "loss", frame: "step" })];
    const { spec } = chart(layers, { title: "Steps", frames: ["first", "second", "third"] });
    expect(spec["params"]).to.have.nested.property("[0].value", 2);
  });

  it("refuses a chart of nothing", () => {
    expect(() => chart([], { title: "T" })).to.throw(RangeError, "there is no data");
  });
});

describe("panels", () => {
  it("stand side by side, below each other or in columns, with one legend", () => {
    const one = { layers: [line(rows, { x: "epoch", y: "loss", series: "arm" })] };
    const two = { layers: [points(rows, { x: "epoch", y: "low", series: "arm" })] };
    expect(panels([one, two], { title: "T" }).spec).to.have.property("hconcat");
    expect(panels([one, two], { title: "T", columns: 1 }).spec).to.have.property("vconcat");
    const grid = panels([one, two, two], { title: "T", columns: 2 });
    expect(panelsOf(grid)).to.have.length(3);
    const picks = JSON.stringify(grid.spec).match(/"bind":"legend"/g);
    expect(picks).to.have.length(1);
  });

  it("have a y axis each, or share one", async () => {
    const upTo = (top: number) => ({
      layers: [points([{ x: 0, y: 0 }, { x: 1, y: top }], { x: "x", y: "y" })], // prettier-ignore
    });
    const ticksAt40 = async (sharedY: boolean) => {
      const svg = await renderSvg(panels([upTo(1), upTo(40)], { title: "T", sharedY }));
      return svg.match(/>40</g)?.length;
    };
    expect(await ticksAt40(false)).to.equal(1);
    expect(await ticksAt40(true)).to.equal(2);
  });
});

describe("cells", () => {
  const grid = (values: readonly number[]) =>
    chart(cells(values.map((loss, index) => ({ x: index, y: 1, loss })), { x: "x", y: "y", value: "loss" }), { title: "T" }); // prettier-ignore

  it("go by the logarithm where values span decades, and the legend says so", async () => {
    expect(await renderSvg(grid([0.001, 0.1, 10]))).to.contain("Loss, logarithmic scale");
    expect(await renderSvg(grid([1, 2, 3]))).not.to.contain("logarithmic");
    expect(await renderSvg(grid([0, 1, 1000]))).not.to.contain("logarithmic");
  });

  it("have figures of black or white, whichever stands out: 4.5 : 1 or more", async () => {
    for (const values of [
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [0.001, 0.01, 0.1, 1, 10],
    ]) {
      const svg = await renderSvg(grid(values));
      const fills = [
        ...svg.matchAll(/<path[^>]*fill="rgb\((\d+), (\d+), (\d+)\)"[^>]*stroke-opacity="0\.25"/g),
      ].map(
        ([, ...channels]) =>
          `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`,
      );
      const figures = [...svg.matchAll(/<text[^>]*font-size="11px"[^>]*fill="(#0{6}|#f{6})"/gi)].map(
        ([, ink]) => ink!,
      );
      expect(fills).to.have.length(values.length);
      expect(figures).to.have.length(values.length);
      fills.forEach((fill, index) => {
        expect(contrast(fill, figures[index]!)).to.be.at.least(4.5);
      });
    }
  });
});
