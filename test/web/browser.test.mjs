import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { chromium } from "playwright-core";
import { skipBecause } from "../../dist/test/skip.js";
import { bundleLibrary, bundleWorker } from "../../src/setup/browser/bundle.mjs";
import { thisMachine } from "../../src/setup/context.mjs";
import { findChromium } from "../../src/setup/find-chromium.mjs";
import { buildSite } from "../../src/setup/site/build.mjs";
import { serveFolder } from "../../src/setup/site/serve.mjs";
import { smallCourse } from "../setup/site/course.mjs";
import { removeTemporaryFolders } from "../setup/support/temporary.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** No name leads anywhere: a page that needs another host fails. */
const closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";
/** Single numbers of 32 bits are added in another order there: after 170 steps losses differ in the seventh digit. */
const tolerance = 1e-5;
const change = { epochs: 5 };
const rates = [0.03, 0.1];

/** @typedef {typeof import("../../dist/src/index.js")} Library */
/** What is compared. @typedef {{ ending: string, loss: number, valLoss: number }} Figures */

/**
 * The baseline, and a fleet. Runs here and in the page, so it uses nothing from around it.
 *
 * @param {Library} tunebook @param {{ change: object, rates: number[] }} input
 * @returns {Promise<Figures[]>}
 */
async function trained({ loadDataset, presets, sweep, train }, input) {
  const digits = await loadDataset("digits");
  const base = { ...presets.baseline, ...input.change };
  const run = await train(digits, base, { seed: 1 });
  const swept = await sweep(digits, base, { learningRate: input.rates }, { seeds: 2, cache: false });
  return [run, ...swept.runs.map((each) => each.run)].map(({ ending, history }) => {
    const { loss = NaN, valLoss = NaN } = history.at(-1) ?? {};
    return { ending, loss, valLoss };
  });
}

describe("tunebook/browser", function () {
  this.timeout(300_000);
  /** @type {import("node:http").Server | undefined} */
  let server;
  /** @type {import("playwright-core").Browser | undefined} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;
  let address = "";
  /** @type {string[]} what went wrong in the page */
  let complaints = [];

  before(async function () {
    const program = findChromium();
    if (program === undefined) return skipBecause(/** @type {any} */ (this), "no Chromium on this machine (apt-get install chromium)"); // prettier-ignore
    const course = smallCourse();
    const folder = join(course.root, "site");
    buildSite(course, folder);
    const lab = join(folder, "assets", "lab");
    await Promise.all([bundleLibrary(thisMachine(), lab), bundleWorker(thisMachine(), lab)]);
    server = await serveFolder(folder, 0);
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    address = `http://127.0.0.1:${port}`;
    browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", closed] });
    page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${address}/index.html`);
  });

  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    removeTemporaryFolders();
  });

  it("trains in Chromium as on Node, a run and a fleet, offline", async () => {
    const tunebook = /** @type {Library} */ (createRequire(import.meta.url)("../../dist/src/index.js"));
    const here = await trained(tunebook, { change, rates });
    const there = await page.evaluate(
      `(async () => {
        const tunebook = await import("./assets/lab/tunebook.js");
        return { backend: tunebook.tf.getBackend(), figures: await (${trained})(tunebook, ${JSON.stringify({ change, rates })}) };
      })()`,
    );
    expect(there).to.have.property("backend", "wasm");
    const { figures } = /** @type {{ figures: Figures[] }} */ (there);
    expect(figures.map(({ ending }) => ending)).to.deep.equal(here.map(({ ending }) => ending));
    for (const [index, { loss, valLoss }] of here.entries()) {
      expect(figures[index]?.loss).to.be.closeTo(loss, tolerance * loss);
      expect(figures[index]?.valLoss).to.be.closeTo(valLoss, tolerance * valLoss);
    }
  });

  it("says what a page cannot do", async () => {
    const said = await page.evaluate(
      `(async () => {
        const { compile, createStudy, toDataset } = await import("./assets/lab/tunebook.js");
        const message = async (work) => { try { await work(); return "done"; } catch (error) { return error.message; } };
        return [
          await message(() => compile(() => ({}), {}, { xla: false })),
          await message(() => createStudy({ name: "kept", storage: "study.journal" })),
          await message(() => toDataset("table.csv", { target: "price" })),
        ];
      })()`,
    );
    const [graph, study, table] = /** @type {string[]} */ (said);
    expect(graph).to.contain("a page has no native TensorFlow");
    expect(study).to.contain("a page has no disk");
    expect(table).to.contain("there is no such file");
  });

  it("runs the cell to change of a chapter with what it needs, and carries the change in the address", async () => {
    complaints = [];
    await page.goto(`${address}/notebooks/01-learning-rate.html`);
    const cell = page.locator(".cell.change-me");
    await cell.getByRole("button", { name: "1e9" }).click();
    await cell.getByText("ran here").waitFor();
    expect(await cell.locator("figcaption").innerText()).to.contain("diverged");
    await cell.locator(".drawing > div > svg").waitFor(); // drawn by the page's Vega
    expect(await page.locator("[data-cell]", { hasText: "ran here" }).count()).to.equal(2); // imports, and this one
    expect(complaints).to.deep.equal([]);
    const sent = page.url();
    await page.goto(`${address}/index.html`);
    await page.goto(sent);
    expect(await cell.locator("textarea").inputValue()).to.contain(
      "learningRate: number = 1e9; // ← change me",
    );
    await cell.getByRole("button", { name: "As recorded" }).click();
    expect(page.url()).to.equal(`${address}/notebooks/01-learning-rate.html`);
  });

  it("says what is wrong with a cell or only at home, and stops one that never ends", async () => {
    const cell = page.locator(".cell.change-me");
    await cell.locator("textarea").fill('import fs from "node:fs";\nfs.existsSync("/");');
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell
      .locator("pre.error", { hasText: "Run this cell at home. Below is what was recorded." })
      .waitFor();
    expect(await cell.locator("figcaption").count()).to.equal(1);
    await cell.locator("textarea").fill("const learningRate: number = ;");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.locator("pre.error", { hasText: /TS1109 cell \d+:1:30 Expression expected\./ }).waitFor();
    await cell.locator("textarea").fill("while (true);");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.getByText("running …").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped. What ran is forgotten").waitFor();
    await cell.locator("textarea").fill("1 + 1");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.locator(".outputs pre", { hasText: "2" }).waitFor();
  });

  /** What the worker loads of the site from now on. @returns {string[]} names of files */
  function loads() {
    /** @type {string[]} */
    const names = [];
    page.on("request", (request) => names.push(request.url().slice(request.url().lastIndexOf("/") + 1)));
    return names;
  }

  /** A chapter as recorded, with its cell to change opened. @returns {Promise<import("playwright-core").Locator>} its text */
  async function changing() {
    complaints = [];
    await page.goto(`${address}/index.html`);
    await page.goto(`${address}/notebooks/01-learning-rate.html`);
    await page
      .locator(".cell.change-me")
      .getByRole("button", { name: /^Change cell/ })
      .click();
    return page.locator(".cell.change-me textarea");
  }

  it("loads no declarations for cells as recorded, nor for the values that the chapter proposes", async () => {
    const loaded = loads();
    await page.goto(`${address}/index.html`);
    await page.goto(`${address}/notebooks/01-learning-rate.html`);
    const cell = page.locator(".cell.change-me");
    await cell.getByRole("button", { name: "1e9" }).click();
    await cell.getByText("ran here").waitFor();
    await cell.locator("figure svg").waitFor();
    expect(loaded).to.include("worker.js").and.not.include("declarations.packed");
  });

  it("shows a type error as the kernel does before anything runs, and runs the cell when it is right", async () => {
    const loaded = loads();
    const editor = await changing();
    const cell = page.locator(".cell.change-me");
    await editor.fill('const rate: number = "fast";\nconsole.log("has run");');
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.getByText("failed").waitFor();
    const shown = await cell.locator("pre.error").innerText();
    expect(shown).to.match(
      /^TS2322 cell \d+:1:7 Type 'string' is not assignable to type 'number'\.\n\n> 1 \| const rate: number = "fast";\n {4}\| {7}\^{4}\n/,
    );
    expect(await page.locator("[data-cell]", { hasText: "ran here" }).count()).to.equal(0);
    expect(await cell.getByText("has run", { exact: true }).count()).to.equal(0);
    expect(loaded).to.include("declarations.packed").and.not.include("tunebook.js");
    // A name of a cell above, with its type, and one of its names declared again.
    await editor.fill("const digits = presets.baseline;\ndigits.learningRate.toFixed(3)");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.getByText("ran here").waitFor();
    expect(await cell.locator(".outputs").innerText()).to.contain("0.");
    expect(complaints).to.deep.equal([]);
  });

  it("names a cell further up that has failed", async () => {
    await changing();
    const first = page.locator('[data-cell="0"]');
    await first.getByRole("button", { name: "Change cell 1" }).click();
    const imports = await first.locator("textarea").inputValue();
    await first.locator("textarea").fill(`${imports}\nnobody();`);
    await page
      .locator(".cell.change-me")
      .getByRole("button", { name: /^Run cell/ })
      .click();
    await page.getByText("Cell 1 has failed: what needs it did not run.").waitFor();
    expect(await first.locator("pre.error").innerText()).to.contain("Cannot find name 'nobody'.");
  });

  it("draws a chart as SVG in a cell, with a Vega that is loaded then", async () => {
    const editor = await changing();
    const cell = page.locator(".cell.change-me");
    const loaded = loads();
    await editor.fill('import { lineChart } from "tunebook";\nlineChart');
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.getByText("ran here").waitFor();
    const before = loaded.length;
    await editor.fill(`import { lineChart, renderSvg } from "tunebook";
const chart = lineChart([{ a: 1, b: 2 }, { a: 2, b: 3 }], { title: "T", x: "a", y: "b" });
const svg = await renderSvg(chart);
svg.startsWith("<svg") && svg.includes("mark-line")`);
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.locator(".outputs pre", { hasText: "true" }).waitFor();
    expect(loaded.length).to.be.greaterThan(before);
  });

  it("completes names with the keyboard, in a list that screen readers know", async () => {
    const editor = await changing();
    await editor.fill("");
    await editor.pressSequentially("presets.");
    await page.keyboard.press("Control+ ");
    const list = page.getByRole("listbox", { name: "Names that may stand here" });
    await list.waitFor();
    const option = list.getByRole("option", { selected: true });
    expect(await option.innerText()).to.match(/^baseline baseline: Hyperparameters\s+The table's defaults/);
    expect(await editor.getAttribute("aria-activedescendant")).to.equal(await option.getAttribute("id"));
    expect(await list.getByRole("option").count()).to.be.greaterThan(5);
    await page.keyboard.press("ArrowDown");
    expect(await option.locator(".name").innerText()).to.equal("cnn");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    expect(await editor.getAttribute("aria-activedescendant")).to.equal(null);
    await editor.pressSequentially("base");
    await page.keyboard.press("Tab"); // the only one
    await page.getByText("baseline is written.").waitFor();
    expect(await editor.inputValue()).to.equal("presets.baseline");
    expect(page.url()).to.contain("presets.baseline");
    await page.keyboard.press("Tab");
    await page.getByText("The name is complete.").waitFor();
    await page.keyboard.press("Tab");
    expect(await editor.evaluate((element) => element === element.ownerDocument.activeElement)).to.equal(
      false,
    );
    await page.addScriptTag({ content: axe });
    await editor.pressSequentially(".");
    await page.keyboard.press("Tab");
    await list.waitFor();
    const { violations } = await page.evaluate("axe.run({ include: ['.change-me'], exclude: ['svg > *'] })");
    expect(violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });

  it("runs changed cells unchecked, and says so, where the declarations cannot be loaded", async () => {
    await page.route("**/declarations.packed", (route) => route.fulfill({ status: 404 }));
    const editor = await changing();
    await editor.fill('const rate: number = "fast";\nrate');
    const cell = page.locator(".cell.change-me");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell
      .getByText(/^ran here; its types were not checked: the declarations could not be loaded .*404/)
      .waitFor();
    await page.unroute("**/declarations.packed");
  });
});
