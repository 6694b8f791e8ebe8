import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { packDeclarations } from "../../src/setup/browser/declarations.mjs";
import { thisMachine } from "../../src/setup/context.mjs";
import { joined } from "../../src/setup/notebooks/notebook.mjs";

const require = createRequire(import.meta.url);
const { Types } = /** @type {typeof import("../../dist/src/web/cells/types.js")} */ (require("../../dist/src/web/cells/types.js")); // prettier-ignore
const { Mistake } = /** @type {typeof import("../../dist/src/web/cells/mistake.js")} */ (require("../../dist/src/web/cells/mistake.js")); // prettier-ignore

/** Bytes that the first change of a cell may load; docs/site.md says how many it is. */
const most = 250_000;

describe("the types of cells in a page", function () {
  this.timeout(120_000);
  const { root } = thisMachine();
  /** @type {InstanceType<typeof Types>} */
  let types;
  let size = 0;

  before(() => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-types-"));
    size = packDeclarations(root, folder);
    types = new Types(JSON.parse(gunzipSync(readFileSync(join(folder, "declarations.packed"))).toString()));
    rmSync(folder, { recursive: true });
  });

  /** @param {string[]} cells @param {number[]} places @returns {string[]} what is wrong */
  const wrong = (cells, places = [cells.length - 1]) =>
    [...types.check(cells, places)].map(
      ([place, found]) => new Mistake(found, cells[place] ?? "", place).message,
    );

  it("come from one file of bounded size", () => {
    expect(size).to.be.greaterThan(100_000).and.lessThan(most);
  });

  for (const name of ["04-mini-batch-selection", "12-depth"])
    it(`find nothing wrong with ${name} as it was recorded`, () => {
      const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${name}.ipynb`), "utf8"));
      const code = cells.filter((/** @type {any} */ each) => each.cell_type === "code").map((/** @type {any} */ each) => joined(each.source)); // prettier-ignore
      expect(wrong(code, [...code.keys()])).to.deep.equal([]);
    });

  it("find what the kernel finds, in its words and at its places", () => {
    const first = 'import { presets, train, tf, type Dataset } from "tunebook";\nimport { tune } from "tunebook/tuning";\nconst epochs = 5;'; // prettier-ignore
    expect(wrong([first, "presets.basline"])[0]).to.match(/^TS2551 cell 2:1:9 Property 'basline' .* Did you mean 'baseline'\?\n\n> 1 \| presets\.basline\n {4}\| {9}\^{7}$/); // prettier-ignore
    expect(wrong([first, "epochs = 6;"])[0]).to.contain("TS2588 cell 2:1:1 Cannot assign to 'epochs' because it is a constant."); // prettier-ignore
    expect(wrong([first, 'let data: Dataset;\ntrain(data, { ...presets.baseline, optimizer: "adm" });'])[0]).to.contain(`Did you mean '"adam"'?`); // prettier-ignore
    expect(wrong([first, "await tune(1)"])[0]).to.match(/^TS2\d+ cell 2:1:\d+ /);
    expect(wrong([first, "tf.tidy(() => tf.ones([2]).matMul())"])[0]).to.contain("TS2554");
  });

  it("know the names of all cells above, and let a later cell declare one again", () => {
    const cells = ["let rate = 0.1;", 'const rate = "slow";', "rate.length", "rate.toFixed()"];
    expect(wrong(cells, [1, 2])).to.deep.equal([]);
    expect(wrong(cells, [3])[0]).to.contain("Property 'toFixed' does not exist on type");
    expect(
      wrong(["const = 1;", "const a = 1;", "a.toFixed(); console.log(performance.now());"]),
    ).to.deep.equal([]);
  });

  it("complete members and names of other cells, with their signatures and documentation", async () => {
    const first = 'import { presets, train } from "tunebook";\nconst 𝑎 = 1, rateOfMine = 0.1;';
    const after = (/** @type {string} */ code) => types.complete({ cells: [first, code, "x"], place: 1, cursor: code.length }); // prettier-ignore
    const { from, to, items } = await after("'𝑎'; presets.ba");
    expect([from, to]).to.deep.equal([14, 16]);
    expect(items[0]).to.include({ text: "baseline", signature: "(property) baseline: Hyperparameters" });
    expect(items[0]?.documentation).to.match(/^The table's defaults: /);
    const { items: hyperparameters } = await after("presets.baseline.");
    expect(hyperparameters.find(({ text }) => text === "learningRate")?.signature).to.equal("(property) learningRate: number"); // prettier-ignore
    expect((await after("rat")).items.map(({ text }) => text)).to.deep.equal(["rateOfMine"]);
    expect((await after("await tra")).items[0]).to.include({ text: "train", type: "function", documentation: "Trains one network." }); // prettier-ignore
  });
});
