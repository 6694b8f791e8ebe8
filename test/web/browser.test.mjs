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
    await cell.locator("figure svg").waitFor();
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
    await cell.locator("pre.error", { hasText: "SyntaxError: Expression expected." }).waitFor();
    await cell.locator("textarea").fill("while (true);");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.getByText("running …").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped. What ran is forgotten").waitFor();
    await cell.locator("textarea").fill("1 + 1");
    await cell.getByRole("button", { name: /^Run cell/ }).click();
    await cell.locator(".outputs pre", { hasText: "2" }).waitFor();
  });
});
