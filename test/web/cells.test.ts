import { expect } from "chai";
import { namesOf, neededBy } from "../../src/web/cells/needs.js";
import { Notebook } from "../../src/web/cells/notebook.js";
import { Session } from "../../src/web/cells/session.js";
import type { Types } from "../../src/web/cells/types.js";

const packages = new Map([["numbers", () => Promise.resolve({ two: 2 })]]);

describe("cells in a page", () => {
  it("know what the cells before them declare, import and give as their value", async () => {
    const session = new Session(packages);
    expect(await session.run('import { two } from "numbers";\nlet sum: number = two;')).to.equal(undefined);
    await session.run("for (const each of [3, 4]) sum += each;\nconst twice = (x: number) => two * x;");
    expect(await session.run("await Promise.resolve(twice(sum))")).to.equal(18);
  });

  it("say which packages a page has", async () => {
    const session = new Session(packages);
    const failure = async (code: string): Promise<string> =>
      session.run(code).then(String, (error: unknown) => String(error));
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

  /** A notebook that writes down what it tells. @param types What loads the types. */
  function noted(types: () => Promise<Types>): { told: string[]; notebook: Notebook } {
    const told: string[] = [];
    const notebook = new Notebook(
      packages,
      {
        begun: (cell, _, left) => told.push(`${cell} of ${left}`),
        value: (_, value) => Promise.resolve(void told.push(String(value))),
        ran: () => undefined,
        failed: (cell, error) => told.push(`${cell} failed: ${String(error)}`),
        checking: () => told.push("checking"),
        unchecked: (why) => told.push(`unchecked: ${String(why)}`),
      },
      types,
    );
    return { told, notebook };
  }

  const noTypes = (): Promise<Types> => Promise.reject(new Error("the site answers 404"));

  it("run once, and again when they or what they need has changed", async () => {
    const { told, notebook } = noted(noTypes);
    const cells = ["const a = 1;", "const b = a + 1;", "b", "nothing"];
    const after = async (wanted: number[]): Promise<string> => {
      told.length = 0;
      await notebook.run({ cells, wanted, changed: [] });
      return told.join("; ");
    };
    expect(await after([2])).to.equal("0 of 3; undefined; 1 of 2; undefined; 2 of 1; 2");
    expect(await after([2])).to.equal("2 of 1; 2");
    cells[0] = "const a = 10;";
    expect(await after([2])).to.equal("0 of 3; undefined; 1 of 2; undefined; 2 of 1; 11");
    expect(await after([3, 2])).to.contain("3 failed: ReferenceError");
  });

  it("do not run where one of them is no TypeScript, and say where, as the kernel does", async () => {
    const { told, notebook } = noted(noTypes);
    await notebook.run({ cells: ["1", "const a = 1;\nconst = 2;"], wanted: [0, 1], changed: [1] });
    expect(told).to.have.length(1);
    expect(told[0]).to.match(
      /^1 failed: .*TS1134 cell 2:2:7 Variable declaration expected\.\n\n.*\n> 2 \| const = 2;\n +\| {7}\^/,
    );
  });

  it("are checked where they have changed, or what they need, and before anything runs", async () => {
    const asked: unknown[] = [];
    const types = {
      check: (_: unknown, places: readonly number[]) => {
        asked.push(places);
        return new Map([[2, [{ start: 0, length: 1, code: 2304, text: "Cannot find name 'b'." }]]]);
      },
    };
    const { told, notebook } = noted(() => Promise.resolve(types as unknown as Types));
    const cells = ["const a = 1;", "const b = a;", "b", "1"];
    await notebook.run({ cells, wanted: [2, 3], changed: [1] });
    expect(asked).to.deep.equal([[1, 2]]);
    expect(told.join()).to.match(/^checking,2 failed: .*TS2304 cell 3:1:1 Cannot find name 'b'/);
    await notebook.run({ cells, wanted: [2], changed: [] });
    expect(asked).to.have.length(1);
  });

  it("run unchecked, and say so, where the declarations cannot be loaded", async () => {
    const { told, notebook } = noted(noTypes);
    await notebook.run({ cells: ["1 + 1"], wanted: [0], changed: [0] });
    expect(told).to.deep.equal(["checking", "unchecked: Error: the site answers 404", "0 of 1", "2"]);
  });
});
