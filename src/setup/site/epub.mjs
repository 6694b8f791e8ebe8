import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { bookParts } from "./book.mjs";
import { elementsIn, toXhtml } from "./dom.mjs";
import { escapeHtml } from "./escape-html.mjs";
import { sourcesOf } from "./sources.mjs";

/** @typedef {import("./book.mjs").Part} Part */

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

/**
 * The course as an EPUB 3. Made again from the same files, it has the same bytes.
 *
 * @param {import("../context.mjs").Context} context
 * @returns {Uint8Array} the file
 */
export function epub(context) {
  const parts = bookParts(context, "mathml");
  const changed = newest(context);
  const style = readFileSync(join(import.meta.dirname, "browser", "book.css"), "utf8");
  const version = JSON.parse(readFileSync(join(context.root, "package.json"), "utf8")).version;
  const files = {
    "META-INF/container.xml": container,
    "book/package.opf": packageDocument(parts, version, changed),
    "book/contents.xhtml": contentsDocument(parts),
    "book/book.css": style,
    ...Object.fromEntries(parts.map((part) => [`book/${part.name}.xhtml`, partDocument(part)])),
  };
  const packed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  // A reader knows an EPUB by its first entry, which is not compressed.
  return zipSync(
    { mimetype: [strToU8("application/epub+zip"), { level: 0 }], ...packed },
    { mtime: changed },
  );
}

/** When the newest of the sources was changed. @param {import("../context.mjs").Context} context */
const newest = (context) =>
  new Date(Math.max(...sourcesOf(context).map(({ file }) => statSync(join(context.root, file)).mtimeMs)));

/** @param {string} title @param {string} body */
const xhtml = (title, body) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>${escapeHtml(title)}</title><link rel="stylesheet" href="book.css"/></head>
<body>${body}</body>
</html>
`;

/** @param {Part} part */
const partDocument = ({ title, document }) => xhtml(title, toXhtml(document));

/** @param {readonly Part[]} parts */
function contentsDocument(parts) {
  const items = parts.map(({ name, title }) => `<li><a href="${name}.xhtml">${escapeHtml(title)}</a></li>`);
  const nav = `<nav epub:type="toc" id="toc"><h2>Contents</h2><ol>${items.join("\n")}</ol></nav>`;
  return xhtml("tunebook", `<h1>tunebook</h1><p>A hands-on course on hyperparameters</p>${nav}`);
}

/** @param {Part} part @returns {string} what its file holds beyond XHTML, as the package has to say */
function propertiesOf({ document }) {
  const names = new Set(elementsIn(document).map(({ name }) => name));
  const properties = [names.has("math") && "mathml", names.has("svg") && "svg"].filter(Boolean);
  return properties.length === 0 ? "" : ` properties="${properties.join(" ")}"`;
}

/** @param {readonly Part[]} parts @param {string} version @param {Date} changed */
function packageDocument(parts, version, changed) {
  const items = parts.map((part) => `<item id="part-${part.name}" href="${part.name}.xhtml" media-type="application/xhtml+xml"${propertiesOf(part)}/>`); // prettier-ignore
  const order = parts.map(({ name }) => `<itemref idref="part-${name}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">tunebook-${version}</dc:identifier>
<dc:title>tunebook: a hands-on course on hyperparameters</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">${changed.toISOString().replace(/\.\d+Z$/, "Z")}</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="book.css" media-type="text/css"/>
${items.join("\n")}
</manifest>
<spine>
<itemref idref="contents"/>
${order.join("\n")}
</spine>
</package>
`;
}
