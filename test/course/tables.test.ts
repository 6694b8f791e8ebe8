import { expect } from "chai";
import { hyperparameterNames } from "../../src/hyperparameters/hyperparameters.js";
import { bestValue } from "../../src/course/best-value.js";
import { datasetTable } from "../../src/course/dataset-table.js";
import { glossary } from "../../src/course/glossary.js";
import { displayMethod } from "../../src/course/mime-bundle.js";
import { recap } from "../../src/course/claims/recap.js";
import { summaryTable } from "../../src/course/table.js";
import { sectors } from "../charts/example-data.js";
import { exampleSweep } from "../charts/example-runs.js";

describe("tables", () => {
  it("the glossary has every hyperparameter of the table", async () => {
    const text = String((await glossary()[displayMethod]())["text/plain"]);
    for (const name of hyperparameterNames) expect(text).to.contain(name);
    expect(() => glossary(99)).to.throw(RangeError, "has none");
  });

  it("a long table says how much it leaves out", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ index, square: index ** 2 }));
    const bundle = await summaryTable(rows, { caption: "Squares", limit: 3 })[displayMethod]();
    expect(bundle["text/plain"]).to.equal(
      "Squares\nindex  square\n─────  ──────\n0      0\n1      1\n2      4\n… and 27 more rows",
    );
    expect(String(bundle["text/html"]).match(/<tr>/g)).to.have.length(4);
    expect(() => summaryTable([])).to.throw(RangeError);
  });

  it("counts are exact, measurements have four digits", async () => {
    const text = String(
      (await summaryTable([{ units: 12288, loss: 12288.4 }])[displayMethod]())["text/plain"],
    );
    expect(text.split(/\s+/)).to.include.members(["12288", "12290"]);
  });

  it("what is true or false is a yes or a no", async () => {
    const text = String((await summaryTable([{ run: "a", cached: false }])[displayMethod]())["text/plain"]);
    expect(text.split(/\s+/)).to.include("no");
  });

  it("the best value comes with its spread, and diverged values cannot win", () => {
    const winner = bestValue(exampleSweep({ learningRate: [0.001, 0.01, 1] }));
    expect(winner.values).to.deep.equal({ learningRate: 0.01 });
    expect(winner.low).to.be.at.most(winner.median).and.at.most(winner.high);
    expect(() => bestValue(exampleSweep({ learningRate: [1, 2] }))).to.throw(RangeError, "all diverged");
  });

  it("a data set shows its splits first, then its classes, whatever they are called", async () => {
    const data = { ...sectors(), classNames: ["0", "1", "2"] };
    const lines = String((await datasetTable(data)[displayMethod]())["text/plain"]).split("\n");
    expect(lines[1]!.split(/ +/)).to.deep.equal(["split", "examples", "0", "1", "2"]);
    expect(lines[3]!.split(/ +/)).to.deep.equal(["train", "240", "80", "80", "80"]);
  });

  it("a recap lists its sentences", async () => {
    expect((await recap("One.", "Two < three.")[displayMethod]())["text/html"]).to.contain(
      "<li>Two &lt; three.</li>",
    );
  });
});
