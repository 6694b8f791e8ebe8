import { expect } from "chai";
import {
  chapterLedger,
  missingSeeds,
  readLedger,
  replication,
  seedName,
  verdictsOf,
  writeLedger,
} from "../../../src/setup/claims/ledger.mjs";
import { ledgerPage, pageFile, writePage } from "../../../src/setup/claims/page.mjs";
import { claimType, sourceVersion } from "../../../src/setup/claims/read-claims.mjs";
import { thisMachine } from "../../../src/setup/context.mjs";
import { readNotebook } from "../../../src/setup/notebooks/notebook.mjs";
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machine, problemOf } from "../support/machine.mjs";
import { removeTemporaryFolders } from "../support/temporary.mjs";

/** @param {string} verdict @param {object} [more] */
const shown = (verdict, more = {}) => ({
  output_type: "display_data",
  data: { [claimType]: { claim: "A | B <ends> lower.", verdict, details: "By 1.", ...more } },
});
/** @param {any[]} outputs @param {string} [source] @returns {any} */
const notebook = (outputs, source = "1") => ({
  cells: [{ cell_type: "code", id: "look", source, metadata: {}, outputs }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe("the ledger of claims", () => {
  afterEach(removeTemporaryFolders);

  it("knows a claim by its id, a check by its cell and place, and old verdicts by their new name", () => {
    const { claims } = chapterLedger(
      undefined,
      notebook([shown("supported", { id: "a-wins" }), shown("inconclusive")]),
    );
    expect(claims.map(({ key, verdict }) => [key, verdict])).to.deep.equal([
      ["a-wins", "supported"],
      ["look/2", "not settled"],
    ]);
  });

  it("takes up where it stopped, and begins anew for changed code", () => {
    const first = chapterLedger(undefined, notebook([shown("supported")]));
    first.fresh["1"] = verdictsOf(notebook([shown("contradicted")]));
    const same = chapterLedger(first, notebook([shown("supported")], "1\n"));
    expect(missingSeeds(same, 3)).to.deep.equal(["2", "3"]);
    expect(missingSeeds(chapterLedger(first, notebook([shown("supported")], "2")), 3)).to.have.length(3);
  });

  it("gives changed code seeds that no earlier version was tried with", () => {
    const first = chapterLedger(undefined, notebook([shown("supported")]));
    expect(seedName(first, "3")).to.equal("ledger 3");
    expect(seedName(chapterLedger(first, notebook([], "2")), "3"), "nothing was tried yet").to.equal(
      "ledger 3",
    );
    first.fresh["1"] = {};
    const second = chapterLedger(first, notebook([shown("supported")], "2"));
    expect(seedName(second, "3")).to.equal("ledger 2.3");
    expect(seedName(chapterLedger(second, notebook([], "2")), "3"), "the same version again").to.equal(
      "ledger 2.3",
    );
    second.fresh["1"] = {};
    expect(ledgerPage({ "06-a": second })).to.contain("This is round 2");
  });

  it("counts how often a verdict came out the same; a claim that was not reached did not", () => {
    const chapter = chapterLedger(undefined, notebook([shown("supported"), shown("not settled")]));
    const [first, second] = chapter.claims;
    chapter.fresh = {
      1: { "look/1": "supported", "look/2": "supported" },
      2: { "look/1": "contradicted", "look/2": "not settled" },
      3: {},
    };
    expect(replication(chapter, /** @type {any} */ (first))).to.deep.equal({
      same: 1,
      contradicted: 1,
      of: 3,
    });
    expect(replication(chapter, /** @type {any} */ (second))).to.deep.equal({
      same: 1,
      contradicted: 0,
      of: 3,
    });
  });

  it("says on its page what holds, what does not, and how many false alarms to expect", () => {
    const told = {
      id: "a-wins",
      figure: "0.1 lower",
      replicated: { unit: "seed", count: 8 },
      falseAlarm: 0.025,
    };
    const chapter = chapterLedger(
      undefined,
      notebook([shown("supported", told), shown("supported", { falseAlarm: 0 })]),
    );
    const page = ledgerPage({ "06-x": chapter });
    expect(page)
      .to.contain("2 claims, 2 of them supported")
      .and.contain("about 0.0 (1.3 %)")
      .and.contain("Not tried again yet.");
    expect(page).to.contain(
      '| <a id="06-a-wins"></a>A \\| B \\<ends\\> lower. | supported | 0.1 lower | 8 × seed | – |',
    );
    chapter.fresh = { 1: { "a-wins": "supported", "look/2": "contradicted" } };
    const again = ledgerPage({ "06-x": chapter });
    expect(again).to.contain("8 × seed | 1 of 1 |").and.contain("exact | **0 of 1** |");
    expect(again).to.contain("Of 2 that were tried again, 1 came out the same");
  });

  it("is kept in a file, with a page in the project's form; a damaged one is not overwritten", async () => {
    const context = machine();
    expect(readLedger(context)).to.deep.equal({});
    const ledger = { "06-x": chapterLedger(undefined, notebook([shown("supported")])) };
    writeLedger(context, ledger);
    expect(readLedger(context)).to.deep.equal(ledger);
    await writePage(context, ledger);
    expect(readFileSync(pageFile(context), "utf8")).to.match(/\| claim +\| verdict +\|/);
    mkdirSync(join(context.root, "docs"), { recursive: true });
    writeFileSync(join(context.root, "docs", "claims.json"), "{");
    const problem = await problemOf(async () => void readLedger(context));
    expect(problem).to.contain("Cannot read the ledger");
  });

  it("in docs/ is of the chapters as they are committed", () => {
    const context = thisMachine();
    const outdated = Object.entries(readLedger(context)).filter(
      ([name, { version }]) => version !== sourceVersion(readNotebook(context, name)),
    );
    const names = outdated.map(([name]) => name.slice(0, 2)).join(" ");
    expect(names, `run: npm run claims -- --fresh-seeds 10 ${names}`).to.equal("");
  });
});
