import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { runCommand } from "../../src/setup/run-command.mjs";
import { closingLine, sumOfCounts } from "../../src/setup/testing/closing-line.mjs";
import { removeTemporaryFolders, temporaryFolder, writeFiles } from "./support/temporary.mjs";

const context = thisMachine();
const skip = join(context.root, "dist", "test", "skip.js");

const suite = `
const { skipBecause } = require(${JSON.stringify(skip)});
describe("one", () => {
  it("passes", () => undefined);
  it("fails", () => { throw new Error("as it should"); });
  it("is skipped", function () { skipBecause(this, "no browser here"); });
  it.skip("is left out", () => undefined);
});
describe("two", () => {
  before(function () { skipBecause(this, "no server here"); });
  it("would run", () => undefined);
  it("would run too", () => undefined);
});
`;

describe("the report of a test run", () => {
  afterEach(removeTemporaryFolders);

  it("counts, and gives the reason of each skipped test, its suite's if that was skipped", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "a.test.cjs": suite });
    const counts = join(folder, "counts.json");
    const mocha = join(context.root, "node_modules", "mocha", "bin", "mocha.js");
    const reporter = join(context.root, "src", "setup", "testing", "reporter.mjs");
    const { code, output } = await runCommand(
      context.node,
      [mocha, "--reporter", reporter, join(folder, "a.test.cjs")],
      {
        cwd: folder,
        env: { ...process.env, TUNEBOOK_TEST_COUNTS: counts },
      },
    );
    expect(code).to.equal(1);
    expect(existsSync(counts)).to.equal(true);
    expect(JSON.parse(readFileSync(counts, "utf8"))).to.deep.equal({ passed: 1, failed: 1, skipped: 4 });
    expect(output).to.contain("skipped: one is skipped: no browser here");
    expect(output).to.contain("skipped: one is left out: no reason given");
    expect(output.match(/skipped: two would run( too)?: no server here/g)).to.have.lengthOf(2);
  });

  it("ends with one line that adds up all parts", () => {
    const lint = { passed: 3, failed: 0, skipped: 0 };
    expect(closingLine(sumOfCounts([lint, { passed: 10, failed: 1, skipped: 2 }]))).to.equal(
      "13 passed, 1 failed, 2 skipped",
    );
    expect(closingLine(sumOfCounts([lint]))).to.equal("3 passed, 0 failed");
  });
});
