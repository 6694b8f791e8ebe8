import { expect } from "chai";
import { lineChart } from "../../src/charts/line-chart.js";
import { seriesLegend } from "../../src/charts/legend-labels.js";
import { renderSvg } from "../../src/charts/render-svg.js";

const kinds = ["alone", "in pairs", "in groups of four", "all of them at once"];
const long = kinds.map((kind) => `trained on the digits of one writer, ${kind}`);

/** Width of the drawing with one line per label. */
async function widthWith(labels: readonly string[], width: number): Promise<number> {
  const rows = labels.flatMap((label, index) => [1, 2, 3].map((x) => ({ x, y: x * (index + 1), label })));
  const svg = await renderSvg(lineChart(rows, { title: "T", x: "x", y: "y", series: "label", width }));
  return Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)![1]);
}

describe("a legend", () => {
  it("puts labels that do not fit beside each other into several lines", async () => {
    expect(await widthWith(long, 480)).to.equal(await widthWith(["a", "b", "c", "d"], 480));
    expect(await widthWith(long, 300)).to.equal(await widthWith(["a", "b", "c", "d"], 300));
  });

  it("keeps short labels in one line", () => {
    const labels = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"].map(
      (rate) => `dropout ${rate}`,
    );
    expect(seriesLegend(labels)).to.include({ columns: 9, title: "dropout" });
  });

  it("shows long labels whole where there is room, since what differs may come last", async () => {
    const labels = [true, false].map(
      (best) => `early stopping val loss, patience 5, min delta 0, restore best weights ${best}`,
    );
    expect(seriesLegend(labels, 600)).to.deep.include({ columns: 1, labelLimit: 584 });
    const rows = labels.flatMap((label) => [1, 2].map((x) => ({ x, y: x, label })));
    const options = { title: "T", x: "x", y: "y", series: "label", width: 600 };
    const svg = await renderSvg(lineChart(rows, options));
    for (const label of labels) expect(svg).to.contain(`>${label}<`);
    expect(seriesLegend(labels, 300)).to.not.have.property("labelLimit");
    expect(seriesLegend(long, 600)).to.not.have.property("labelLimit");
  });

  it("has a column at least, however little room there is", () => {
    expect(seriesLegend(long, 10)).to.include({ columns: 1 });
  });

  it("keeps a function word with the word that it belongs to", () => {
    const ends = ["of a line", "of a curve"].map((end) => `the sum ${end}`);
    expect(seriesLegend(ends)).to.include({ title: "the sum", labelExpr: "slice(datum.label, 8)" });
    expect(seriesLegend(["a line", "a curve"])).to.include({ title: null });
    expect(seriesLegend(["dropout 0.1", "dropout 0.2"])).to.include({ title: "dropout" });
  });

  it("is left out for a single series", () => {
    expect(seriesLegend(["all"])).to.equal(null);
  });
});
