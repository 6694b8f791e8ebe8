import { expect } from "chai";
import { namesOf, neededBy } from "../../src/web/cells/needs.js";
import { Notebook } from "../../src/web/cells/notebook.js";
import { Session } from "../../src/web/cells/session.js";

const packages = new Map([["numbers", () => Promise.resolve({ two: 2 })]]);

describe("cells in a page", () => {
  it("know what the cells before them declare, import and give as their value", async () => {
    const session = new Session(packages);
    expect(await session.run('import { two } from "numbers";\nlet sum: number = two;')).to.equal(undefined);
    await session.run("for (const each of [3, 4]) sum += each;\nconst twice = (x: number) => two * x;");
    expect(await session.run("await Promise.resolve(twice(sum))")).to.equal(18);
  });

  it("say where they are no TypeScript, and which packages a page has", async () => {
    const session = new Session(packages);
    const failure = async (code: string): Promise<string> =>
      session.run(code).then(String, (error: unknown) => String(error));
    expect(await failure("const a = 1;\nconst = 2;")).to.match(
      /SyntaxError.*\n.*\n> 2 \| const = 2;\n +\| {7}\^/,
    );
    expect(await failure('import fs from "node:fs";')).to.contain('Cannot import "node:fs" in a page, which has numbers.'); // prettier-ignore
  });

  it("need those that declare what they use, and those that change it, also through a function", () => {
    const cells = [
      'import { train } from "tunebook";',
      "const rows = []; const other = 1;",
      "const note = (x) => { rows.push(x); };",
      "note(await train());",
      "const unused = other;",
      "rows.length",
      "let count = other; count++;",
      "count = 2;",
      "count",
    ].map(namesOf);
    expect(neededBy(cells, 5)).to.deep.equal([0, 1, 2, 3]);
    expect(neededBy(cells, 4)).to.include(1).and.not.include(0);
    expect(neededBy(cells, 8)).to.include.members([1, 6, 7]);
    expect(neededBy(cells, 0)).to.deep.equal([]);
  });

  it("run once, and again when they or what they need has changed", async () => {
    const told: string[] = [];
    const notebook = new Notebook(packages, {
      begun: (cell, _, left) => told.push(`${cell} of ${left}`),
      value: (_, value) => Promise.resolve(void told.push(String(value))),
      ran: () => undefined,
      failed: (cell, error) => told.push(`${cell} failed: ${String(error)}`),
    });
    const cells = ["const a = 1;", "const b = a + 1;", "b", "nothing"];
    const after = async (wanted: number[]): Promise<string> => {
      told.length = 0;
      await notebook.run({ cells, wanted });
      return told.join("; ");
    };
    expect(await after([2])).to.equal("0 of 3; undefined; 1 of 2; undefined; 2 of 1; 2");
    expect(await after([2])).to.equal("2 of 1; 2");
    cells[0] = "const a = 10;";
    expect(await after([2])).to.equal("0 of 3; undefined; 1 of 2; undefined; 2 of 1; 11");
    expect(await after([3, 2])).to.contain("3 failed: ReferenceError");
  });
});
