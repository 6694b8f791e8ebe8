import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { chromium } from "playwright-core";
import { skipBecause } from "../../../dist/test/skip.js";
import { findChromium } from "../../../src/setup/find-chromium.mjs";
import { buildSite } from "../../../src/setup/site/build.mjs";
import { epub } from "../../../src/setup/site/epub.mjs";
import { serveFolder } from "../../../src/setup/site/serve.mjs";
import { removeTemporaryFolders } from "../support/temporary.mjs";
import { smallCourse } from "./course.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const chapter = "notebooks/06-early-stopping.html";
/** No name leads anywhere: a page that needs another host fails. */
const closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";
const desktop = { width: 1400, height: 900 };
const phone = { width: 390, height: 844 };

describe("the site in Chromium", function () {
  this.timeout(900_000);
  let folder = "";
  let address = "";
  /** @type {import("../../../src/setup/context.mjs").Context} */
  let course;
  /** @type {import("node:http").Server | undefined} */
  let server;
  /** @type {import("playwright-core").Browser | undefined} */
  let browser;
  /** @type {string[]} what pages asked of other hosts, and what went wrong in them */
  let complaints = [];

  before(async function () {
    const program = findChromium();
    if (program === undefined) return skipBecause(/** @type {any} */ (this), "no Chromium on this machine (apt-get install chromium)"); // prettier-ignore
    course = smallCourse();
    folder = join(course.root, "site");
    buildSite(course, folder);
    server = await serveFolder(folder, 0);
    address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
    browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", closed] });
  });

  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    removeTemporaryFolders();
  });

  /**
   * @param {string} path
   * @param {import("playwright-core").BrowserContextOptions} [options]
   * @returns {Promise<import("playwright-core").Page>}
   */
  async function open(path, options = {}) {
    if (browser === undefined) throw new Error("The browser was not started.");
    complaints = [];
    const page = await browser.newPage({ viewport: desktop, ...options });
    page.setDefaultTimeout(120_000);
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !/^(data|blob|file):/.test(url)) complaints.push(`asked for ${url}`);
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(path.startsWith("file:") ? path : `${address}/${path}`);
    return page;
  }

  /** What axe-core finds. @param {import("playwright-core").Page} page @param {readonly string[]} [rules] only these @returns {Promise<string[]>} */
  async function findings(page, rules) {
    // A picture and a formula count as one thing each: their thousands of parts are hidden from screen readers.
    const { violations } = await page.evaluate(
      (values) =>
        /** @type {any} */ (globalThis).axe.run(
          { exclude: ["svg > *", ".katex > *"] },
          values ? { runOnly: values } : {},
        ),
      rules,
    );
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ { html }) => `${id}: ${html.slice(0, 200)}`),
    );
  }

  it("passes axe-core, light and dark, with charts drawn", async () => {
    const pages = ["index.html", "search.html?q=patience", chapter];
    const found = [];
    for (const path of pages) {
      const page = await open(path, { colorScheme: "light" });
      if (path === chapter) {
        await page.locator("[data-chart]").first().scrollIntoViewIfNeeded();
        await page.locator("[data-chart] .drawing > div > svg").first().waitFor();
      }
      await page.evaluate(axe);
      found.push(...(await findings(page)));
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await findings(page, ["color-contrast"])), ...complaints);
      await page.close();
    }
    expect(found).to.deep.equal([]);
  });

  it("draws charts from a folder, too, without a server", async () => {
    const page = await open(pathToFileURL(join(folder, chapter)).href);
    await page.locator("[data-chart]").first().scrollIntoViewIfNeeded();
    await page.locator("[data-chart] .drawing > div > svg").first().waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("can be used with the keyboard alone, on a phone", async () => {
    const page = await open(chapter, { viewport: phone });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).to.equal("content");
    await page.reload();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#contents").waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    await page.locator("#contents").waitFor({ state: "hidden" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(phone.width);
    await page.close();
  });

  it("keeps the theme that was chosen", async () => {
    const page = await open(chapter, { colorScheme: "light" });
    await page.getByRole("button", { name: "dark theme" }).click();
    await page.goto(`${address}/index.html`);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).to.equal(
      "rgb(17, 17, 17)",
    );
    await page.close();
  });

  it("searches text and code, and leads to the place", async () => {
    const page = await open(chapter);
    await page.getByRole("searchbox").fill("restoreBestWeights");
    await page.keyboard.press("Enter");
    await page.locator("#results mark").first().waitFor();
    await page.locator("#results a").first().click();
    await page.waitForURL(/\/(notebooks|docs)\//);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("shows pictures and words where scripts are off", async () => {
    const page = await open(chapter, { javaScriptEnabled: false });
    const figure = page.locator("[data-chart]").first();
    // A line of the chart, which is drawn.
    await figure.locator("svg .mark-line path").first().waitFor();
    expect(await figure.locator("figcaption").innerText()).to.contain("Learning curves of 1 run");
    await page.goto(`${address}/search.html`);
    expect(await page.locator("noscript p").innerText()).to.contain("A search needs scripts");
    await page.close();
  });

  it("says so where a chart cannot be drawn, and keeps the picture", async () => {
    const page = await open("index.html");
    await page.route("**/assets/vega.js", (route) => route.abort());
    await page.goto(`${address}/${chapter}`);
    const figure = page.locator("[data-chart]").first();
    await figure.scrollIntoViewIfNeeded();
    await figure.getByText("Shown as a picture").waitFor();
    await figure.locator("svg").waitFor();
    await page.close();
  });

  it("reads every file of the EPUB as XML", async () => {
    const files = Object.entries(unzipSync(epub(course))).filter(([name]) => /\.(xhtml|opf|xml)$/.test(name));
    const texts = files.map(([name, content]) => [name, strFromU8(content)]);
    const page = await open("index.html");
    const broken = await page.evaluate((each) => {
      const { DOMParser } = /** @type {any} */ (globalThis);
      return each.flatMap(([name, text]) => {
        const error = new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror");
        return error ? [`${name}: ${error.textContent}`] : [];
      });
    }, texts);
    expect(files.length).to.be.greaterThan(30);
    expect(broken).to.deep.equal([]);
    await page.close();
  });
});
