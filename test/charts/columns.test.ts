import { expect } from "chai";
import fc from "fast-check";
import type { Chart } from "../../src/charts/chart.js";
import { barChart, heatmap, lineChart, renderSvg, scatterChart } from "../../src/charts/index.js";
import type { Row } from "../../src/charts/layers/columns.js";
import { rowsOf } from "./drawn.js";
import { seenMarks } from "./seen.js";

/** Names that Vega would take for paths, that JavaScript objects have already, and any others. */
const names = fc.oneof(
  fc.constantFrom(
    "a.b",
    "[0]",
    "w[0].c",
    "\\",
    "a\\b",
    "it's",
    'say "x"',
    "",
    " ",
    "series",
    "x",
    "y",
    "text",
    "frame",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "größe (cm)",
    "損失",
    "🙂",
    "datum.x",
    "${a}",
    "</text>",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);

const threeNames = fc.uniqueArray(names, { minLength: 3, maxLength: 3 });
const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const words = fc.constantFrom("a", "b", "it's", "__proto__", "a.b", "");

/** A row whose columns are its own, whatever they are called. */
const rowOf = (entries: readonly (readonly [string, unknown])[]): Row =>
  Object.fromEntries(entries.map(([name, value]) => [name, value]));

async function expectPoints(chart: Chart, expected: readonly (readonly [number, number])[]): Promise<void> {
  const seen = (await seenMarks(chart)).filter(({ kind }) => kind === "symbol");
  const drawn = seen.map(({ datum }) => [Number(datum["x"]), Number(datum["y"])] as const);
  expect(drawn).to.have.length(expected.length);
  // Rounding may swap points that lie close together, so each takes the first that is near enough.
  for (const [x, y] of expected) {
    const place = drawn.findIndex((point) => Math.abs(point[0] - x) <= 2 && Math.abs(point[1] - y) <= 2);
    expect(place, `a point at (${x}, ${y})`).to.be.at.least(0);
    drawn.splice(place, 1);
  }
}

describe("columns are data, not paths", function () {
  this.timeout(60_000);

  it("a scatter chart draws every row, whatever its columns are called", async () => {
    const rows = fc.array(fc.tuple(numbers, numbers, words), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(threeNames, rows, async ([x, y, series], places) => {
        const data = places.map(([a, b, word]) => rowOf([[x!, a], [y!, b], [series!, word]])); // prettier-ignore
        const chart = scatterChart(data, {
          title: "T",
          x: x!,
          y: y!,
          series: series!,
          details: [x!, series!],
        });
        await expectPoints(
          chart,
          places.map(([a, b]) => [a, b]),
        );
        expect(await renderSvg(chart)).not.to.match(/NaN|undefined/);
      }),
      { numRuns: 60 },
    );
  });

  it("a line chart draws the points of every row", async () => {
    await fc.assert(
      fc.asyncProperty(
        threeNames,
        fc.array(numbers, { minLength: 1, maxLength: 12 }),
        async ([x, y], values) => {
          const data = values.map((value, index) => rowOf([[x!, index], [y!, value]])); // prettier-ignore
          const extremes = values.map(Math.abs).sort((a, b) => a - b);
          const usual = extremes[Math.floor(0.9 * (extremes.length - 1))]!;
          fc.pre(extremes.at(-1)! < 50 * usual || values.length === 1);
          const chart = lineChart(data, { title: "T", x: x!, y: y!, points: true });
          const shown = (await seenMarks(chart)).filter(({ kind }) => kind === "symbol");
          expect(shown.map(({ datum }) => datum["x"])).to.deep.equal(values.map((_, index) => index));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("bars and cells have one mark for each row", async () => {
    await fc.assert(
      fc.asyncProperty(
        threeNames,
        fc.array(numbers, { minLength: 1, maxLength: 8 }),
        async ([x, y, z], values) => {
          const data = values.map((value, index) => rowOf([[x!, `name ${index}`], [y!, "one"], [z!, value]])); // prettier-ignore
          const bars = await seenMarks(barChart(data, { title: "T", x: x!, y: z! }));
          const cells = await seenMarks(heatmap(data, { title: "T", x: x!, y: y!, value: z! }));
          for (const marks of [bars, cells])
            expect(marks.filter(({ kind }) => kind === "rect")).to.have.length(values.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("shows a name as it is on its axis", async () => {
    for (const name of ["F.Undergrad", "w[0]", "a\\b", "größe (cm)"]) {
      const svg = await renderSvg(scatterChart([{ [name]: 1, y: 2 }], { title: "T", x: name, y: "y" }));
      expect(svg).to.contain(`>${name}<`);
    }
  });

  it("keeps apart values that differ little: seconds since 1970", async () => {
    const rows = [0, 1, 2, 3, 4].map((second) => ({ time: 1_700_000_000.5 + second, loss: second }));
    const seen = await seenMarks(scatterChart(rows, { title: "T", x: "time", y: "loss" }));
    const places = seen.filter(({ kind }) => kind === "symbol").map((mark) => mark.x);
    places.slice(1).forEach((place, index) => {
      expect(place - places[index]!).to.be.closeTo(places[1]! - places[0]!, 0.5);
    });
    expect(places[4]! - places[0]!).to.be.above(300);
  });

  it("names a column that is missing or holds no number", () => {
    const rows = [{ a: 1, word: "w", lost: Number.NaN, whole: 9_007_199_254_740_993n }];
    const draw = (y: string) => () => scatterChart(rows, { title: "T", x: "a", y });
    expect(draw("loss")).to.throw(
      RangeError,
      'no column "loss". The columns are "a", "word", "lost", "whole"',
    );
    expect(draw("word")).to.throw(RangeError, 'the column "word" holds no number (its first value is "w")');
    expect(draw("lost")).to.throw(RangeError, 'the column "lost" holds no finite number');
    expect(draw("whole")).to.throw(
      RangeError,
      'the column "whole" holds no number (its first value is "9007',
    );
    expect(draw("toString")).to.throw(RangeError, 'no column "toString"');
    expect(() => lineChart(rows, { title: "T", x: "a", y: "lost" })).to.throw(RangeError, '"lost"');
    expect(() => lineChart(rows, { title: "T", x: "a", y: "a", series: "s" })).to.throw(RangeError, '"s"');
    expect(() => lineChart(rows, { title: "T", x: "a", y: "a", band: ["l", "h"] })).to.throw(
      RangeError,
      '"l"',
    );
    expect(() => barChart(rows, { title: "T", x: "name", y: "a" })).to.throw(RangeError, '"name"');
    expect(() => heatmap(rows, { title: "T", x: "a", y: "a", value: "word" })).to.throw(RangeError, '"word"');
  });
});

describe("long data", function () {
  this.timeout(60_000);
  const long = Array.from({ length: 130_000 }, (_, index) => ({
    step: index,
    loss: index === 65_432 ? 9 : 1 + Math.sin(index / 9000),
  }));

  it("becomes a line of its lowest and highest points, and the chart says so", () => {
    const chart = lineChart(long, { title: "T", x: "step", y: "loss", summary: "A line." });
    expect(JSON.stringify(chart.spec).length).to.be.below(100_000).and.to.be.above(5_000);
    expect(chart.summary).to.match(
      /^A line; \d+ of 130,000 points drawn, the lowest and the highest of each stretch\.$/,
    );
    expect(Math.max(...rowsOf(chart.spec, "line").map((row) => Number(row["y"])))).to.equal(9);
  });

  it("becomes a cloud of some points, and the chart says so", () => {
    const chart = scatterChart(long, { title: "T", x: "step", y: "loss", details: ["step", "loss"] });
    expect(JSON.stringify(chart.spec).length).to.be.below(1_000_000);
    expect(chart.summary)
      .to.contain("130,000")
      .and.to.contain("3,000 of 130,000 points drawn, evenly spaced");
    const title = chart.spec["title"] as { subtitle: string };
    expect(title.subtitle).to.contain("3,000 of 130,000 points drawn");
  });

  it("becomes bars, cells and a schedule without an error", () => {
    expect(() => barChart(long, { title: "T", x: "step", y: "loss" })).not.to.throw();
    const cells = long
      .slice(0, 1000)
      .map(({ step, loss }) => ({ a: step % 40, b: Math.floor(step / 40), loss }));
    expect(heatmap(cells, { title: "T", x: "a", y: "b", value: "loss" }).summary).to.contain("1000 cells");
  });
});
