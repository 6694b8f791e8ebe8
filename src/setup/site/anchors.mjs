import { elementsIn, textOf } from "./dom.mjs";

/** @typedef {import("domhandler").Document} Document */

/** @param {string} text of a heading @returns {string} the anchor that GitHub gives it, so that links fit there and here */
const slug = (text) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

const heading = /^h[1-6]$/;

/**
 * A heading of a page.
 *
 * @typedef {object} Heading
 * @property {number} level 1 to 6
 * @property {string} id
 * @property {string} text
 */

/**
 * Gives every heading an id of its own.
 *
 * @param {Document} page @returns {Heading[]} in order
 */
export function addAnchors(page) {
  const headings = elementsIn(page).filter(({ name }) => heading.test(name));
  const taken = idsIn(page);
  return headings.map((element) => {
    const text = textOf(element.children).trim();
    const wanted = slug(text) || "section";
    let id = element.attribs["id"] ?? wanted;
    for (let copy = 1; element.attribs["id"] === undefined && taken.has(id); copy++) id = `${wanted}-${copy}`;
    taken.add(id);
    element.attribs["id"] = id;
    return { level: Number(element.name.slice(1)), id, text };
  });
}

/** @param {Document} page @returns {Set<string>} */
export const idsIn = (page) =>
  new Set(elementsIn(page).flatMap(({ attribs }) => (attribs["id"] ? [attribs["id"]] : [])));
