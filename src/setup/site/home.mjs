import { isTag } from "domhandler";
import { SetupProblem } from "../problem.mjs";
import { parseHtml, toHtml } from "./dom.mjs";
import { escapeHtml } from "./escape-html.mjs";

/** @typedef {import("./layout.mjs").Page} Page */

/**
 * The first page: what README says at its beginning, where to go from there, and its map of the chapters.
 *
 * @param {readonly import("./pages.mjs").Rendered[]} rendered
 * @param {import("./layout.mjs").Contents} contents
 * @param {readonly import("./build.mjs").Download[]} downloads the whole course as one file
 * @returns {Page}
 */
export function homePage(rendered, { chapters, reference }, downloads) {
  const readme = rendered.find(({ page }) => page.path === "README.html");
  const first = chapters[0];
  if (readme === undefined || first === undefined)
    throw new SetupProblem(
      "Cannot make the site without README.md and at least one notebook in notebooks/.",
      ["Bring them back: git restore README.md notebooks"],
    );
  const parts = partsOf(readme.document);
  const links = [
    `<a class="go" href="${first.path}">Read ${escapeHtml(first.title)}</a>`,
    `<a class="go" href="README.html#start">Run it at home</a>`,
    ...downloads.map(({ path, title }) => `<a href="${path}">${escapeHtml(title)}</a>`),
    ...reference.slice(1, 2).map(({ path, title }) => `<a href="${path}">${escapeHtml(title)}</a>`),
  ];
  const ways = `<p class="ways">${links.join("\n")}</p>
<p class="hint">Read every chapter here. In chapters 00–13 and 15–17 the cells run in the page, too; at home all of them do, many times as fast.</p>`;
  // Before the picture: a reader sees where to go without scrolling.
  const [words = "", ...picture] = (parts.get("") ?? "").split(/(?=<p><img)/);
  const html = [words, ways, ...picture, parts.get("the-chapters") ?? ""].join("\n");
  return { path: "index.html", title: "tunebook", html, headings: [] };
}

/** The HTML of a document from each second heading to the next, by its anchor; what comes before has none.
 * @param {import("domhandler").Document} document @returns {Map<string, string>} */
function partsOf(document) {
  const parts = new Map();
  let at = "";
  for (const node of document.children) {
    if (isTag(node) && node.name === "h2") at = node.attribs["id"] ?? "";
    parts.set(at, (parts.get(at) ?? "") + toHtml(node));
  }
  return parts;
}

/** Where a search is answered: in the browser, from an index made with the site. @type {Page} */
export const searchPage = {
  path: "search.html",
  title: "Search",
  headings: [],
  scripts: ["assets/minisearch.js", "assets/search-index.js", "assets/search.js"],
  html: toHtml(
    parseHtml(`<h1>Search</h1>
<p id="count" role="status"></p>
<noscript><p>A search needs scripts, which are off in this browser. The contents list every chapter, and the browser's own search finds words on a page.</p></noscript>
<ol id="results"></ol>`),
  ),
};
