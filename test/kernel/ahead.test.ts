import { expect } from "chai";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FromCells } from "../../src/kernel/link/frames.js";
import { CellProcess } from "../../src/kernel/supervisor/cell-process.js";

describe("kernel: packages that are loaded while a cell is being checked", function () {
  this.timeout(30_000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-ahead-test-")));
  const started = process.cwd();
  let cells: CellProcess;
  let heard: (text: string) => void = () => undefined;

  before(() => {
    mkdirSync(join(folder, "node_modules", "eager"), { recursive: true });
    writeFileSync(
      join(folder, "node_modules", "eager", "index.js"),
      `const kernel = globalThis[Symbol.for("tunebook.kernel")];
       kernel.ahead(() => { throw new Error("nobody hears this"); });
       kernel.ahead(() => console.log("what it will need is loaded"));`,
    );
    process.chdir(folder);
    cells = new CellProcess({
      frame: (frame: FromCells) => {
        if (frame.type === "stream") heard(frame.text);
        return Promise.resolve();
      },
      watcher: () => undefined,
      raw: () => Promise.resolve(),
      exit: (why) => {
        heard(why);
      },
    });
    process.chdir(started);
  });
  after(() => {
    cells.kill();
    rmSync(folder, { recursive: true });
  });

  it("may have what they will need done at the same time, and an error in it is left for the cell", async () => {
    const text = new Promise<string>((resolve) => (heard = resolve));
    cells.send({ type: "load", packages: ["eager"] });
    expect(await text).to.equal("what it will need is loaded\n");
  });
});
