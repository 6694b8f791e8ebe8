import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { executeNotebook } from "../../src/setup/notebooks/execute.mjs";
import { notebookText, normaliseNotebook } from "../../src/setup/notebooks/normalise.mjs";
import { notebookNames, notebooksFolder } from "../../src/setup/notebooks/notebook.mjs";

const context = thisMachine();

describe("every notebook", () => {
  for (const name of notebookNames(context))
    describe(name, () => {
      it("is committed in its normal form", () => {
        const text = readFileSync(join(notebooksFolder(context), `${name}.ipynb`), "utf8");
        expect(text).to.equal(notebookText(normaliseNotebook(JSON.parse(text), context.root)));
      });

      it("runs from a fresh kernel: no error, no empty chart, no contradicted check", async function () {
        this.timeout(300_000);
        const { findings } = await executeNotebook(context, name);
        expect(findings.problems).to.deep.equal([]);
      });
    });
});
