import { posix } from "node:path";
import { isTag } from "domhandler";
import { addAnchors } from "./anchors.mjs";
import { elementsIn, parseHtml } from "./dom.mjs";
import { makeLinks } from "./links.mjs";
import { createRenderer } from "./markdown.mjs";
import { articleOf } from "./pages.mjs";
import { sourcesOf } from "./sources.mjs";

/** @typedef {import("domhandler").Element} Element */

/**
 * A part of the course as a book: a chapter, or the glossary at its end.
 *
 * @typedef {object} Part
 * @property {string} name for example "01-learning-rate"; links between parts are to `<name>.xhtml`
 * @property {string} title
 * @property {import("domhandler").Document} document with nothing to unfold or to click
 */

const glossary = "docs/hyperparameters.md";

/**
 * Everything that belongs into one file for reading.
 *
 * @param {import("../context.mjs").Context} context
 * @param {"htmlAndMathml" | "mathml"} formulas
 * @returns {Part[]} in order
 */
export function bookParts(context, formulas) {
  const renderer = createRenderer(formulas);
  const sources = sourcesOf(context)
    .filter(({ kind, file }) => kind === "chapter" || file === glossary)
    .map((source) => ({ ...source, path: `${posix.parse(source.file).name}.xhtml` }));
  return sources.map((source) => {
    const document = parseHtml(articleOf(source, context, renderer).html);
    const outside = new Set(makeLinks(document, source, sources, context).map(({ to }) => to));
    for (const element of elementsIn(document)) settle(element, outside);
    const name = posix.parse(source.path).name;
    return { name, title: addAnchors(document).find(({ level }) => level === 1)?.text ?? name, document };
  });
}

/** Brings an element into the form in which it stands on paper. @param {Element} element @param {ReadonlySet<string>} outside links that lead out of the book */
function settle(element, outside) {
  const { attribs } = element;
  delete attribs["data-chart"];
  if (attribs["href"] !== undefined && outside.has(attribs["href"])) delete attribs["href"];
  // Many readers of books cannot unfold.
  if (element.name === "details") {
    element.name = "div";
    attribs["class"] = "folded";
    const summary = element.children.filter(isTag).find(({ name }) => name === "summary");
    if (summary) Object.assign(summary, { name: "p", attribs: { class: "summary" } });
  }
}
