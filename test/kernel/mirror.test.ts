import { expect } from "chai";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Checker } from "../../src/kernel/compiler/checker.js";

describe("kernel: imports of cells whose files are elsewhere", function () {
  this.timeout(60_000);
  const project = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-mirror-test-")));
  const notebooks = join(project, "course", "notebooks");
  const home = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-mirror-test-")));
  let checker: Checker;

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }

  /** The texts of what is wrong with a cell. */
  async function wrong(code: string): Promise<string[]> {
    return (await checker.diagnose(checker.read(code))).map(({ text }) => text);
  }

  before(() => {
    write("course/above.ts", "export const above = 1;");
    write("course/notebooks/beside.ts", `import { above } from "../above"; export const beside = above;`);
    write("course/notebooks/table.json", `{ "rows": 3 }`);
    write("tools/own.ts", "export const own = 1;");
    write("beside.ts", "export const beside = 1;");
    write(
      "package.json",
      JSON.stringify({
        name: "reader",
        exports: { "./own": "./tools/own.ts" },
        imports: { "#own": "./tools/own.ts", "#beside": "./beside.ts" },
      }),
    );
    checker = new Checker(notebooks, home);
  });
  after(() => {
    checker.close();
    rmSync(project, { recursive: true });
  });

  const imports: [string, string][] = [
    ["a file beside the notebook", `import { beside as value } from "./beside"`],
    ["a file beside the notebook, as JavaScript names it", `import { beside as value } from "./beside.js"`],
    ["a file above the notebook", `import { above as value } from "../above"`],
    ["a file by its full path", `import { above as value } from "${project}/course/above"`],
    ["JSON", `import table from "./table.json"; const value = table.rows`],
    ["a file of its own package by a name", `import { own as value } from "#own"`],
    ["a file beside its own package.json", `import { beside as value } from "#beside"`],
    ["its own package", `import { own as value } from "reader/own"`],
  ];
  for (const [what, code] of imports)
    it(`knows the type of ${what}`, async () => {
      expect(await wrong(`${code}; const text: string = value;`)).to.deep.equal([
        "Type 'number' is not assignable to type 'string'.",
      ]);
    });

  it("finds a package that is installed later, in a folder where nothing was installed", async () => {
    const cell = `import { late } from "late"; const text: string = late;`;
    const missing = ["Cannot find module 'late' or its corresponding type declarations."];
    expect(await wrong(cell)).to.deep.equal(missing);
    write("course/node_modules/late/index.d.ts", "export const late: number;");
    write("course/node_modules/late/package.json", JSON.stringify({ name: "late", types: "index.d.ts" }));
    expect(await wrong(cell)).to.deep.equal(["Type 'number' is not assignable to type 'string'."]);
  });

  it("leaves nothing in the notebook's folder, and nothing behind", () => {
    expect(readdirSync(notebooks)).to.have.members(["beside.ts", "table.json"]);
    checker.close();
    expect(existsSync(home)).to.equal(false);
  });
});
