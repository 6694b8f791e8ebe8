import MiniSearch from "minisearch";
import { isTag } from "domhandler";
import { textOf } from "./dom.mjs";

/**
 * A section of a page: what a search finds.
 *
 * @typedef {object} Section
 * @property {string} id its address from the root of the site
 * @property {string} page the title of its page
 * @property {string} heading
 * @property {string} text
 */

/** What is searched, and what is kept to show a result. The browser reads the index with the same. */
export const searchOptions = {
  fields: ["heading", "page", "text"],
  storeFields: ["heading", "page", "text"],
};

/**
 * Cuts a page at its headings.
 *
 * @param {string} path of the page @param {string} title @param {import("domhandler").Document} page with anchors
 * @returns {Section[]} those that say something
 */
export function sectionsOf(path, title, page) {
  /** @type {{ id: string, heading: string, nodes: import("domhandler").ChildNode[] }[]} */
  const sections = [{ id: path, heading: title, nodes: [] }];
  for (const node of page.children) {
    const id = isTag(node) && /^h[123]$/.test(node.name) ? node.attribs["id"] : undefined;
    if (id === undefined) sections.at(-1)?.nodes.push(node);
    else if (isTag(node)) sections.push({ id: `${path}#${id}`, heading: textOf(node.children).trim(), nodes: [] }); // prettier-ignore
  }
  return sections
    .map(({ id, heading, nodes }) => ({ id, page: title, heading, text: textOf(nodes).trim() }))
    .filter(({ text }) => text !== "");
}

/** @param {readonly Section[]} sections @returns {string} the index as JSON */
export function searchIndex(sections) {
  const index = new MiniSearch(searchOptions);
  index.addAll(sections);
  return JSON.stringify(index);
}
