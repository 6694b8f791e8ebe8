import { posix } from "node:path";
import { addAnchors } from "./anchors.mjs";
import { chapterHtml } from "./chapter.mjs";
import { elementsIn, parseHtml, toHtml } from "./dom.mjs";
import { makeLinks, relativePath } from "./links.mjs";
import { whyAtHome } from "./runs-here.mjs";
import { readChapter, readSource } from "./sources.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("./sources.mjs").Source} Source */

/**
 * A source as a page, with what belongs to it.
 *
 * @typedef {object} Rendered
 * @property {import("./layout.mjs").Page} page
 * @property {import("domhandler").Document} document its article
 * @property {readonly import("./chapter.mjs").PageChart[]} charts
 * @property {readonly import("./links.mjs").Copy[]} copies
 */

/**
 * @param {Source} source
 * @param {readonly Source[]} sources all there are, for the links between them
 * @param {Context} context
 * @param {import("./markdown.mjs").Renderer} renderer
 * @returns {Rendered}
 * @throws {import("../problem.mjs").SetupProblem} if it cannot be read, or a link leads nowhere
 */
export function renderPage(source, sources, context, renderer) {
  const { html, charts } = articleOf(source, context, renderer);
  const document = parseHtml(html);
  const copies = makeLinks(document, source, sources, context);
  const headings = addAnchors(document);
  for (const element of elementsIn(document)) {
    const chart = element.attribs["data-chart"];
    if (chart !== undefined) element.attribs["data-chart"] = relativePath(source.path, chartFile(source.path, chart)); // prettier-ignore
    // The corner of a table heads nothing.
    if (element.name === "th" && element.children.length === 0) element.name = "td";
  }
  const title = headings.find(({ level }) => level === 1)?.text ?? posix.basename(source.path, ".html");
  const runs = source.kind === "chapter" && whyAtHome(source.file) === undefined;
  const scripts = runs ? ["assets/complete.js", "assets/run.js"] : [];
  const page = { path: source.path, file: source.file, title, headings, html: toHtml(document), scripts };
  return { page, document, charts, copies };
}

/** @param {Source} source @param {Context} context @param {import("./markdown.mjs").Renderer} renderer */
export function articleOf(source, context, renderer) {
  return source.kind === "chapter"
    ? chapterHtml(readChapter(context, source.file), renderer)
    : { html: renderer.markdown(readSource(context, source.file)), charts: [] };
}

/** Where the data of a chart lie. @param {string} page @param {string} name */
export const chartFile = (page, name) => `charts/${posix.basename(page, ".html")}/${name}.js`;
