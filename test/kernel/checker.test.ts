import { expect } from "chai";
import ts from "typescript";
import { Checker } from "../../src/kernel/compiler/checker.js";

/** Checks a cell and, where nothing is wrong, makes it known; the numbers of the errors. */
function run(checker: Checker, code: string, cell: number): number[] {
  const checked = checker.read(code);
  const codes = checker.diagnose(checked).map((diagnostic) => diagnostic.code);
  if (codes.length === 0) checker.commit(checked, checked.source.declarations, cell);
  return codes;
}

describe("kernel: a notebook of many cells", function () {
  this.timeout(120_000);

  it("is checked by one program for 300 cells, then by a new one that still knows every name", () => {
    const checker = new Checker(process.cwd());
    expect(run(checker, "interface Point { x: number }\nconst first: Point = { x: 1 }", 1)).to.deep.equal([]);
    const programs = new Set<ts.Program>();
    const count = (from: number, to: number): void => {
      for (let cell = from; cell < to; cell++) {
        const before = cell === 2 ? "first" : `name${cell - 1}`;
        expect(run(checker, `const name${cell}: Point = { x: ${before}.x + 1 }`, cell)).to.deep.equal([]);
      }
      programs.add(checker.service.getProgram()!);
    };
    count(2, 10);
    count(10, 290);
    expect(programs.size).to.equal(1);
    count(290, 320);
    expect(programs.size).to.equal(2);
    expect(run(checker, "first.x + name10.x + name319.x", 320)).to.deep.equal([]);
    expect(run(checker, "const text: string = name10.x", 321)).to.deep.equal([2322]);
    expect(run(checker, "name319.y", 322)).to.deep.equal([2339]);
    expect(run(checker, "const point: Point = { x: name319.x }", 323)).to.deep.equal([]);
  });
});
