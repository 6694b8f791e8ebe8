import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "../problem.mjs";
import { idsIn } from "./anchors.mjs";
import { scriptAssets, styleAssets } from "./assets.mjs";
import { contentsOf } from "./contents.mjs";
import { parseHtml } from "./dom.mjs";
import { homePage, searchPage } from "./home.mjs";
import { pageHtml } from "./layout.mjs";
import { deadLinks, linksOf } from "./links.mjs";
import { createRenderer } from "./markdown.mjs";
import { chartFile, renderPage } from "./pages.mjs";
import { searchIndex, sectionsOf } from "./search-index.mjs";
import { sourcesOf } from "./sources.mjs";
import { writeFiles } from "./write-files.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/**
 * The whole course as one file, which the first page offers.
 *
 * @typedef {object} Download
 * @property {string} path
 * @property {string} title
 * @property {Uint8Array} content
 */

/**
 * Writes the site: a page for each chapter as it was recorded and for everything written about it. Nothing of it needs anything from
 * elsewhere.
 *
 * @param {Context} context
 * @param {string} folder where it goes
 * @param {readonly Download[]} [downloads]
 * @returns {number} how many pages it has
 * @throws {SetupProblem} if a source cannot be read, or a link leads nowhere
 */
export function buildSite(context, folder, downloads = []) {
  const renderer = createRenderer("htmlAndMathml");
  const sources = sourcesOf(context);
  const rendered = sources.map((source) => renderPage(source, sources, context, renderer));
  const contents = contentsOf(rendered);
  const pages = [homePage(rendered, contents, downloads), ...rendered.map(({ page }) => page), searchPage];
  const texts = new Map(pages.map((page) => [page.path, pageHtml(page, contents)]));
  const sections = rendered.flatMap(({ page, document }) => sectionsOf(page.path, page.title, document));

  rmSync(folder, { recursive: true, force: true });
  writeFiles(folder, texts);
  writeFiles(folder, [...styleAssets(), ...scriptAssets(searchIndex(sections))]);
  writeFiles(
    folder,
    downloads.map(({ path, content }) => [path, content]),
  );
  for (const { page, charts, copies } of rendered) {
    writeFiles(
      folder,
      charts.map(({ name, spec }) => [chartFile(page.path, name), chartScript(spec)]),
    );
    writeFiles(
      folder,
      copies.map(({ from, to }) => [to, readFileSync(join(context.root, from))]),
    );
  }
  checkLinks(folder, texts);
  return pages.length;
}

/** A script and not JSON: a page that is opened as a file may not fetch. @param {unknown} spec */
const chartScript = (spec) => `document.currentScript.chart=${JSON.stringify(spec)};\n`;

/** @param {string} folder @param {ReadonlyMap<string, string>} texts every page by its path @throws {SetupProblem} for a dead link */
function checkLinks(folder, texts) {
  const pages = new Map(
    [...texts].map(([path, text]) => {
      // No link leads into a picture.
      const document = parseHtml(text.replace(/<svg[^]*?<\/svg>/g, ""));
      return [path, { anchors: idsIn(document), links: linksOf(document) }];
    }),
  );
  const dead = deadLinks(pages, (path) => existsSync(join(folder, path)));
  if (dead.length > 0)
    throw new SetupProblem(
      `The site was written, but ${dead.length} of its links lead nowhere:\n${dead.slice(0, 20).join("\n")}`,
      ["Correct them in the notebook or the page that has them, and run npm run site again."],
    );
}
