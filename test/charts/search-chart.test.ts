import { expect } from "chai";
import { searchChart } from "../../src/charts/index.js";
import { layersOf } from "./drawn.js";
import { examplePlane, exampleSearch } from "./example-data.js";

const one = [{ label: 1, tried: [{ learningRate: 0.1, weightDecay: 0.1 }] }];

describe("searchChart", () => {
  const joined = searchChart(examplePlane, exampleSearch, { title: "Two rounds", joined: true });
  const layers = layersOf(joined.spec);

  it("says the best of what was tried, and the lowest measured loss with its place", () => {
    expect(joined.summary).to.equal(
      "Two rounds: best of 5 trials 1 at learning rate 0.1, weight decay 0.1; " +
        "lowest measured 1 at learning rate 0.1, weight decay 0.1.",
    );
  });

  it("rings the best so far at every step: in the first round it is another place than in the second", () => {
    const ring = layers.find(({ rows }) => rows.length === 2 && rows.every((row) => "frame" in row))!;
    expect(ring.rows.map(({ x, y }) => [x, y])).to.deep.equal([
      [0.1, 0.01],
      [0.1, 0.1],
    ]);
  });

  it("keeps earlier steps, and the path through all of them in their order", () => {
    const path = layers.find(({ mark, rows }) => mark === "line" && rows.length === 5)!;
    expect(path.rows.map(({ order }) => order)).to.deep.equal([0, 1, 2, 3, 4]);
    const { spec } = joined;
    expect(JSON.stringify(spec)).to.contain('"datum.frame <= frame"');
    const generations = searchChart(examplePlane, exampleSearch, { earlier: false });
    expect(JSON.stringify(generations.spec)).not.to.contain('"datum.frame <= frame"');
  });

  it("rings the best of each frame, and says it, where the frames are searches of their own", () => {
    const [low, high] = [0.1, 1].map((learningRate) => ({
      label: learningRate,
      tried: [{ learningRate, weightDecay: 0.1 }],
    }));
    const both = searchChart(examplePlane, [low!, high!], { separate: true });
    const rings = layersOf(both.spec).filter(({ mark, rows }) => mark === "point" && rows.length === 2);
    expect(rings.map(({ rows }) => rows.map(({ x }) => x))).to.deep.equal([
      [0.1, 1],
      [0.1, 1],
    ]);
    expect(JSON.stringify(both.spec)).not.to.contain("datum.frame <= frame");
    expect(both.summary).to.contain(
      "0.1: best of 1 trial 1 at learning rate 0.1, weight decay 0.1; 1: best of 1 trial",
    );
  });

  it("closes the outline of a step, and shows it at that step alone", () => {
    const outline = layers.find(({ mark, rows }) => mark === "line" && rows.length === 4)!;
    expect(outline.rows[0]!["x"]).to.equal(outline.rows[3]!["x"]);
    expect(new Set(outline.rows.map(({ frame }) => frame))).to.deep.equal(new Set([1]));
  });

  it("reads the loss between measured places, and puts a place beyond the axes at the edge", () => {
    const between = [{ label: 1, tried: [{ learningRate: Math.sqrt(0.001), weightDecay: 5 }] }];
    // Between 0.01 (a distance of 1 decade) and 0.1 (none), at a weight decay of 1: the mean of 3 and 2.
    expect(searchChart(examplePlane, between).summary).to.contain(
      "best of 1 trial 2.5 at learning rate 0.0316, weight decay 1",
    );
  });

  it("draws an outline higher where the loss is lower", () => {
    const shapes = layers.filter(({ mark }) => mark === "geoshape").flatMap(({ rows }) => rows);
    const levels = shapes.map((shape) => (shape["properties"] as unknown as { level: number }).level);
    expect(levels).to.have.length(10);
    expect(levels).to.deep.equal([...levels].sort((a, b) => b - a));
  });

  it("refuses a plane with a hole, an axis that does not rise, and a place without an axis", () => {
    const losses = examplePlane.losses.map((row) => row.map(() => Number.NaN));
    expect(() => searchChart({ ...examplePlane, losses }, one)).to.throw(
      RangeError,
      "a finite loss for each of 4 × 3",
    );
    const falling = { name: "learningRate", values: [1, 0.1, 0.01, 0.001] };
    expect(() => searchChart({ ...examplePlane, axes: [falling, examplePlane.axes[1]] }, one)).to.throw(
      RangeError,
      "learningRate 1, 0.1, 0.01, 0.001: give two or more values above 0, rising",
    );
    expect(() => searchChart(examplePlane, [{ label: 1, tried: [{ learningRate: 0.1 }] }])).to.throw(
      RangeError,
      "its weightDecay is undefined",
    );
    expect(() => searchChart(examplePlane, [])).to.throw(RangeError);
  });
});
