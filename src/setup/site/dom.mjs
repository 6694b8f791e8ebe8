import render from "dom-serializer";
import { isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";

/** @typedef {import("domhandler").ChildNode} Node */
/** @typedef {import("domhandler").Element} Element */
/** @typedef {import("domhandler").ParentNode} Parent */

/** Names keep their case: SVG inside HTML has names such as `clipPath`. */
const asWritten = { lowerCaseTags: false, lowerCaseAttributeNames: false };

/** @param {string} html @returns {import("domhandler").Document} without comments, which are for those who write */
export function parseHtml(html) {
  return parseDocument(html.replace(/<!--[^]*?-->/g, ""), asWritten);
}

/** @param {Node | readonly Node[] | Parent} nodes @returns {string} HTML */
export const toHtml = (nodes) => render(/** @type {any} */ (nodes), { encodeEntities: "utf8" });

/** @param {Node | readonly Node[] | Parent} nodes @returns {string} well-formed XML, as an EPUB needs it */
export const toXhtml = (nodes) => render(/** @type {any} */ (nodes), { xmlMode: true });

/** @param {Parent} parent @returns {Element[]} every element below it, in the order of the document */
export function elementsIn(parent) {
  /** @type {Element[]} */
  const found = [];
  const visit = (/** @type {Parent} */ { children }) => {
    for (const child of children) {
      if (!isTag(child)) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(parent);
  return found;
}

/** Elements whose text nobody reads as text. */
const unread = new Set(["svg", "style", "script", "math"]);

/** Elements that end a word even without white space. */
const blocks = /^(p|div|li|tr|td|th|h\d|pre|summary|caption|figcaption|br|dt|dd)$/;

/**
 * The text of some nodes as a reader finds it: without pictures, formulas once.
 *
 * @param {readonly Node[]} nodes @returns {string}
 */
export function textOf(nodes) {
  const pieces = nodes.map((node) => {
    if (isText(node)) return node.data;
    if (!isTag(node) || unread.has(node.name)) return "";
    const inner = textOf(node.children);
    return blocks.test(node.name) ? ` ${inner} ` : inner;
  });
  return pieces.join("").replace(/\s+/g, " ");
}

const reference = /url\(#([^)]+)\)/g;

/**
 * Puts a prefix before every id below a node and before every reference to one, so that two parts made apart fit on one page.
 *
 * @param {Parent} parent @param {string} prefix
 */
export function prefixIds(parent, prefix) {
  for (const { attribs } of elementsIn(parent))
    for (const [name, value] of Object.entries(attribs)) {
      if (name === "id" || name === "for") attribs[name] = prefix + value;
      else if (/^aria-(labelledby|describedby)$/.test(name))
        attribs[name] = value.split(" ").map((id) => prefix + id).join(" "); // prettier-ignore
      else if (/^(xlink:)?href$/.test(name) && value.startsWith("#"))
        attribs[name] = `#${prefix}${value.slice(1)}`;
      else attribs[name] = value.replace(reference, (_, id) => `url(#${prefix}${id})`);
    }
}
