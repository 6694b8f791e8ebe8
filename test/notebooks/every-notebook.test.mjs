import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { executeNotebook } from "../../src/setup/notebooks/execute.mjs";
import { notebookText, normaliseNotebook } from "../../src/setup/notebooks/normalise.mjs";
import { notebookNames, notebooksFolder } from "../../src/setup/notebooks/notebook.mjs";
import { cellsToTry, problemsOfTry, valuesToTry } from "./tries.mjs";

const context = thisMachine();

describe("every notebook", () => {
  for (const name of notebookNames(context))
    describe(name, () => {
      const text = readFileSync(join(notebooksFolder(context), `${name}.ipynb`), "utf8");
      /** @type {import("../../src/setup/notebooks/notebook.mjs").Notebook} */
      const notebook = JSON.parse(text);
      const tried = cellsToTry(notebook);
      /** @type {import("../../src/setup/notebooks/execute.mjs").Execution} */
      let execution;

      it("is committed in its normal form", () => {
        expect(text).to.equal(notebookText(normaliseNotebook(notebook, context.root)));
      });

      it("runs from a fresh kernel: no error, no empty chart, no contradicted check", async function () {
        this.timeout(300_000);
        execution = await executeNotebook(context, name, { more: tried });
        expect(execution.findings.problems).to.deep.equal([]);
      });

      it("answers three other values in its change-me cell, one of them absurd, or says why not", () => {
        expect(
          valuesToTry(notebook),
          "metadata.tunebook.try of the cell with the tag change-me",
        ).to.have.lengthOf(3);
        expect(tried, 'a line that ends in "; // ← change me"').to.have.length.of.at.least(3);
        expect(
          execution.more.flatMap((cell, index) => problemsOfTry(cell, tried[index]?.value ?? "")),
        ).to.deep.equal([]);
      });
    });
});
