import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { drawCharts } from "../../src/setup/notebooks/draw-charts.mjs";
import { chartsIn, readableChapter } from "../../src/setup/notebooks/readable-chapter.mjs";
import { removeTemporaryFolders, temporaryFolder } from "./support/temporary.mjs";

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#2b7bd6"/></svg>';
const chart = { output_type: "display_data", data: { "image/svg+xml": [svg], "text/plain": ["A chart."] } };
/** @type {any} */
const notebook = {
  cells: [
    { cell_type: "markdown", source: ["# Title\n", "text"], metadata: {} },
    {
      cell_type: "code",
      source: "a;\nb;",
      metadata: { tags: ["solution"], jupyter: { source_hidden: true } },
      outputs: [
        { output_type: "stream", text: ["said\n"] },
        chart,
        { output_type: "error", ename: "E", evalue: "bad" },
      ],
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

describe("npm run chapter:read", () => {
  afterEach(removeTemporaryFolders);

  it("prints text, code and outputs in order, with the pictures of the charts", () => {
    expect(chartsIn(notebook)).to.deep.equal([{ name: "cell-02-1", svg }]);
    expect(readableChapter(notebook, { "cell-02-1": ["x.png"] })).to.equal(
      "[1]\n# Title\ntext\n\n[2, code, folded, solution]\n    a;\n    b;\n  → said\n  → picture: x.png\n  → A chart.\n  → E: bad\n",
    );
  });

  it("draws each chart on light and on dark ground", async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const { "cell-02-1": files } = await drawCharts(chartsIn(notebook), folder);
    if (files?.length === 1) {
      expect(readFileSync(join(folder, "cell-02-1.svg"), "utf8"), "no Chromium here").to.equal(svg);
      return;
    }
    const grounds = (files ?? []).map((file) => [...PNG.sync.read(readFileSync(file)).data.subarray(0, 3)]);
    expect(grounds).to.deep.equal([
      [255, 255, 255],
      [17, 17, 17],
    ]);
    expect(files?.every((file) => existsSync(file))).to.equal(true);
  });
});
