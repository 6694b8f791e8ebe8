import { expect } from "chai";
import { itInterruptsALoop, itShowsAResult, labFor, patience } from "./lab.js";

/** Thrown in Notebook 7 with every kernel, ipykernel's too: it looks up keyboard shortcuts before it has loaded them. */
const ofNotebook7 = "Cannot read properties of undefined (reading 'schema')";

const chart = [
  'import { learningCurves, loadDataset, presets, show, train } from "tunebook";',
  'const digits = await loadDataset("digits");',
  "const run = await train(digits, { ...presets.baseline, epochs: 2 }, { seed: 1 });",
  "await show(learningCurves(run));",
].join("\n");

describe("kernel: Notebook 7 in Chromium", function () {
  this.timeout(6 * patience);
  const lab = labFor("Notebook 7", [
    "[0.1, 0.01].length",
    "const rate: number = 'fast';",
    chart,
    "console.log('started'); while (true);",
  ]);

  itShowsAResult(lab);

  it("shows a type error with its line and a caret below the place", async () => {
    await lab().run(1);
    await lab().ended(1, 2);
    const lines = (await lab().output(1).innerText()).split("\n");
    expect(lines[0]).to.equal("TS2322 In[2]:1:7 Type 'string' is not assignable to type 'number'.");
    expect(lines.slice(-2)).to.deep.equal(["> 1 | const rate: number = 'fast';", "    |       ^^^^"]);
  });

  it("draws a chart", async () => {
    await lab().run(2);
    await lab().ended(2, 3);
    const drawn = lab().output(2).locator('[aria-label^="Learning curves of 1 run"] canvas');
    await drawn.waitFor();
    const { width, height } = (await drawn.boundingBox())!;
    expect([width > 300, height > 150]).to.deep.equal([true, true]);
  });

  itInterruptsALoop(lab, 3, 5);

  it("meets no error in the page but one of Notebook 7's own", () => {
    expect(lab().complaints.filter((message) => !message.includes(ofNotebook7))).to.deep.equal([]);
  });
});
