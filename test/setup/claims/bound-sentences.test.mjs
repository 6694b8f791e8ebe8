import { expect } from "chai";
import { boundSentenceProblems, statesResult } from "../../../src/setup/claims/bound-sentences.mjs";
import { claimType } from "../../../src/setup/claims/read-claims.mjs";
import { sentencesOf } from "../../../src/setup/claims/sentences.mjs";
import { findingsOf } from "../../../src/setup/notebooks/findings.mjs";

/** @param {string} source @returns {any} */
const markdown = (source) => ({ cell_type: "markdown", source, metadata: {} });
/** @param {string} id @param {string} verdict @param {string} [claim] @returns {any} */
const shown = (id, verdict, claim = `${id}.`) => ({
  cell_type: "code",
  source: "",
  metadata: {},
  outputs: [{ output_type: "display_data", data: { [claimType]: { id, claim, verdict, details: "" } } }],
});
/** @param {...string} sources @returns {string[]} the problems of a chapter with a supported, an open and a contradicted claim */
const problems = (...sources) =>
  boundSentenceProblems({
    cells: [shown("won", "supported"), shown("open", "not settled"), ...sources.map(markdown)],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

describe("sentences of a chapter", () => {
  it("end at full stops, and own the comments behind them", () => {
    const source =
      "# Sooner is worse <!-- claim: a -->\n\nOne. Two is 0.5 high. <!-- claim: b, c --> Three\ngoes on.\n- an item <!-- no claim: x. y -->\n";
    expect(sentencesOf(source)).to.deep.equal([
      { text: "Sooner is worse", comments: ["claim: a"] },
      { text: "One.", comments: [] },
      { text: "Two is 0.5 high.", comments: ["claim: b, c"] },
      { text: "Three goes on.", comments: [] },
      { text: "an item", comments: ["no claim: x. y"] },
    ]);
  });

  it("have no code, formulas or tags in them, and cells of a table are by themselves", () => {
    const source =
      "Rate `better loss` is $better$ here. <b>Bold</b>.\n```ts\nworse loss\n```\n\n| a | b |\n|---|---|\n| lower loss | 2 |";
    const texts = sentencesOf(source).map(({ text }) => text);
    expect(texts.join(" ")).to.not.match(/better|worse|ts/);
    expect(texts).to.include("lower loss").and.include("a");
  });
});

describe("sentences that state results", () => {
  it("are those that compare, and are about runs", () => {
    for (const text of [
      "Patience 1 ends with a higher loss.",
      "The larger batch wins at equal seconds.",
      "Adam needs fewer epochs.",
    ])
      expect(statesResult(text), text).to.equal(true);
    for (const text of [
      "Is a higher loss worse?",
      "A larger batch wins [3].",
      "The loss is a number.",
      "Better luck next time.",
      "Training ends after ten epochs without a new best.",
      "Smaller is not always nicer [2, 4].",
    ])
      expect(statesResult(text), text).to.equal(false);
  });

  it("must be bound, to a claim that there is and that is supported", () => {
    expect(problems("Patience 1 ends with a higher loss. <!-- claim: won -->")).to.deep.equal([]);
    expect(problems("Patience 1 ends with a higher loss.")).to.deep.equal([
      "cell 3: compares runs and is bound to no claim: “Patience 1 ends with a higher loss.”",
    ]);
    expect(problems("It ends. <!-- claim: wun -->")[0]).to.contain(
      "bound to wun, and there is no such claim; the claims are won, open",
    );
    expect(problems("It ends. <!-- claim: won, open -->")[0]).to.contain(
      "bound to open, which is not settled",
    );
  });

  it("may say that the runs left it open, and only then", () => {
    expect(
      problems("Whether patience 40 is better than 20 in loss stays open. <!-- not settled: open -->"),
    ).to.deep.equal([]);
    expect(problems("Open. <!-- not settled: won -->")[0]).to.contain("bound to won, which is supported");
  });

  it("are excused one by one or by the cell, with a reason", () => {
    const sentence = "A lower loss is better.";
    expect(problems(`${sentence} <!-- no claim: a definition -->`)).to.deep.equal([]);
    expect(problems(`<!-- no claims here: definitions -->\n${sentence} ${sentence}`)).to.deep.equal([]);
    expect(problems(`${sentence} <!-- no claim: -->`)[0]).to.contain("without a reason");
    expect(problems(`<!-- no claims here: -->\n${sentence}`).length).to.be.greaterThan(1);
  });

  it("are not bound by a comment that is misspelt, or follows no sentence", () => {
    expect(problems("It ends. <!-- claims won -->")[0]).to.contain("cannot read the comment");
    expect(problems("<!-- claim: won -->")[0]).to.contain("follows no sentence");
    expect(problems("Text. <!-- chapter map -->")).to.deep.equal([]);
  });

  it("cannot share an id between two claims", () => {
    const cells = [shown("won", "supported"), shown("won", "supported", "Another sentence.")];
    const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
    expect(boundSentenceProblems(notebook)).to.deep.equal(["two different claims are named won"]);
  });

  it("are problems of the chapter, once it has named claims", () => {
    const cells = [markdown("Patience 1 ends with a higher loss.")];
    const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
    expect(findingsOf(notebook).problems).to.deep.equal([]);
    expect(findingsOf({ ...notebook, cells: [shown("won", "supported"), ...cells] }).problems).to.have.length(
      1,
    );
  });
});
