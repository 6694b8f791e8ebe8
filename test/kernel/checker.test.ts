import { expect } from "chai";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checker } from "../../src/kernel/compiler/checker.js";

describe("kernel: a notebook of many cells", function () {
  this.timeout(120_000);
  const home = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-checker-test-")));
  const checker = new Checker(process.cwd(), home);
  after(() => {
    checker.close();
  });

  /** Checks a cell and, where nothing is wrong, makes it known; the numbers of the errors. */
  async function run(code: string, cell: number): Promise<number[]> {
    const checked = checker.read(code);
    const codes = (await checker.diagnose(checked)).map((finding) => finding.code);
    if (codes.length === 0) checker.commit(checked, checked.source.declarations, cell);
    return codes;
  }

  it("knows every name of 120 cells, also of those that went through a restart of the compiler", async () => {
    expect(await run("interface Point { x: number }\nconst first: Point = { x: 1 }", 1)).to.deep.equal([]);
    for (let cell = 2; cell < 122; cell++) {
      const before = cell === 2 ? "first" : `name${cell - 1}`;
      expect(await run(`const name${cell}: Point = { x: ${before}.x + 1 }`, cell)).to.deep.equal([]);
      if (cell === 60) checker.restart();
    }
    expect(await run("first.x + name10.x + name121.x", 122)).to.deep.equal([]);
    expect(await run("const text: string = name10.x", 123)).to.deep.equal([2322]);
    expect(await run("name121.y", 124)).to.deep.equal([2339]);
    expect(await run("const point: Point = { x: name121.x }", 125)).to.deep.equal([]);
  });

  it("refuses broken syntax by what is wrong with it, wherever it ends", async () => {
    const cases: [string, number][] = [
      ['console.log("ran"', 1005],
      ["Math.max(1", 1005],
      ["function f() {", 1005],
      ["const a =", 1109],
      ["const x: string = 5; Math.max(1", 1005],
      ["let = = 3", 1109],
    ];
    for (const [code, number] of cases) expect(await run(code, 200), code).to.include(number);
  });
});
