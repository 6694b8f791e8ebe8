import { expect } from "chai";
import { cellsToTry, isExplained, problemsOfTry, readersOf } from "./tries.mjs";

/** @param {string} source @param {object} [metadata] @returns {any} */
const code = (source, metadata = {}) => ({ cell_type: "code", source, metadata, outputs: [] });
const changeMe = code(
  "const data = load();\nconst rate: number = 0.1; // ← change me\nconst mine = train(data, rate);",
  {
    tags: ["change-me"],
    tunebook: { try: ["1", "1e9"] },
  },
);
/** @param {any[]} cells @returns {any} */
const notebook = (...cells) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
/** @param {any[]} outputs @returns {any} */
const executed = (...outputs) => ({ ...code(""), outputs });
/** @param {string} evalue @param {string} [ename] */
const error = (evalue, ename = "RangeError") => ({ output_type: "error", ename, evalue });
/** @param {string} text */
const shown = (text) => ({ output_type: "display_data", data: { "text/plain": text } });

describe("a chapter with other values", () => {
  it("runs the changed cell, and below it what reads what it made", () => {
    const cells = cellsToTry(
      notebook(code("before(mine)"), changeMe, code("other()"), code("show(mine.history)")),
    );
    expect(cells.map(({ value, source }) => [value, source])).to.deep.equal([
      ["1", String(changeMe.source).replace("0.1;", "1;")],
      ["1", "show(mine.history)"],
      ["1e9", String(changeMe.source).replace("0.1;", "1e9;")],
      ["1e9", "show(mine.history)"],
    ]);
  });

  it("tells a reader of a name from its namesakes", () => {
    const sources = [
      "const last = mine.at(-1);", // reads
      "show({ last });", // reads what that one made
      "show({ last: 1 }, x.mine);", // properties
      "const mine = 3; show(mine);", // a name of its own …
      "show(mine);", // … and its reader
      "points.map(({ last }) => last);", // a parameter
    ];
    expect(readersOf(new Set(["mine"]), sources)).to.deep.equal(sources.slice(0, 2));
  });

  it("has nothing to run without a marked line or without values", () => {
    expect(cellsToTry(notebook(code("1")))).to.deep.equal([]);
    expect(cellsToTry(notebook({ ...changeMe, source: "const rate = 1;" }))).to.deep.equal([]);
    expect(cellsToTry(notebook({ ...changeMe, metadata: { tags: ["change-me"] } }))).to.deep.equal([]);
  });

  it("may diverge, or refuse a value and say why", () => {
    const refused = error("Cannot use dropout = 2: it must be a number, 0 or more and below 1.");
    expect(problemsOfTry(executed(refused), "{ dropout: 2 }")).to.deep.equal([]);
    expect(
      problemsOfTry(executed(shown("Learning curves of 1 run: diverged in epoch 3.")), "1e9"),
    ).to.deep.equal([]);
    expect(
      problemsOfTry(executed(shown("loss not a number"), shown("Diverged at step 3")), "1e9"),
    ).to.deep.equal([]);
  });

  it("may not end in an error that explains nothing, in an empty chart, or in a number that is none", () => {
    const empty = {
      output_type: "display_data",
      data: { "application/vnd.vegalite.v5+json": { data: { values: [] } } },
    };
    for (const output of [
      error("x is not a function", "TypeError"),
      error("Invalid TF_Status: 3", "Error"),
      empty,
      shown("loss NaN"),
    ])
      expect(problemsOfTry(executed(output), "7"), JSON.stringify(output)).to.have.lengthOf(1);
    expect(problemsOfTry(executed(), "7")).to.deep.equal(["7: nothing came of it"]);
  });

  it("is refused by name: attempt, value and rule", () => {
    expect(isExplained(error("Cannot use units = 0: it must be 1 or more."), "{ units: 0 }")).to.equal(true);
    expect(isExplained(error("Cannot use units = 0: it must be 1 or more."), "{ units: 4 }")).to.equal(false);
    expect(
      isExplained(error('Cannot use loss = "x": one of …', "TypeError"), '{ loss: "x" } as const'),
    ).to.equal(true);
    const mistyped = error("line 2: Type '\"x\"' is not assignable to type '\"y\"'.", "TypeScriptError");
    expect(isExplained(mistyped, '{ loss: "x" } as const')).to.equal(true);
    expect(isExplained(error("units must be 1 or more, not 0"), "{ units: 0 }")).to.equal(false);
  });
});
