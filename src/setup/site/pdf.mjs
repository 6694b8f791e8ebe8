import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { styleAssets } from "./assets.mjs";
import { bookParts } from "./book.mjs";
import { prefixIds, toHtml } from "./dom.mjs";
import { escapeHtml } from "./escape-html.mjs";
import { eachLink } from "./links.mjs";
import { writeFiles } from "./write-files.mjs";

/** @typedef {import("./book.mjs").Part} Part */

const margin = { top: "18mm", bottom: "18mm", left: "18mm", right: "18mm" };

const pageNumber =
  '<div style="width:100%;text-align:center;font:8pt sans-serif"><span class="pageNumber"></span></div>';

/**
 * Prints the course as one PDF, with an outline and links between its chapters.
 *
 * @param {import("../context.mjs").Context} context
 * @param {string} browser the program of a Chromium
 * @returns {Promise<Uint8Array>} the file
 */
export async function pdf(context, browser) {
  const { chromium } = await import("playwright-core");
  const html = bookHtml(bookParts(context, "htmlAndMathml"));
  const folder = mkdtempSync(join(tmpdir(), "tunebook-book-"));
  const program = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  try {
    writeFiles(folder, [...styleAssets(), ["book.html", html]]);
    const tab = await program.newPage({ colorScheme: "light", javaScriptEnabled: false });
    await tab.goto(pathToFileURL(join(folder, "book.html")).href, { timeout: 120_000 });
    return await tab.pdf({
      format: "A4",
      margin,
      printBackground: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: pageNumber,
    });
  } finally {
    await program.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All parts on one page. @param {readonly Part[]} parts */
function bookHtml(parts) {
  const items = parts.map(({ name, title }) => `<li><a href="#${name}">${escapeHtml(title)}</a></li>`);
  const styles = ["katex.min.css", "site.css"].map((name) => `<link rel="stylesheet" href="assets/${name}">`);
  return `<!doctype html>
<html lang="en" data-theme="light">
<head><meta charset="utf-8"><title>tunebook: a hands-on course on hyperparameters</title>${styles.join("")}</head>
<body class="book">
<h1>tunebook</h1><p>A hands-on course on hyperparameters</p>
<nav aria-label="Contents"><ol>${items.join("\n")}</ol></nav>
${parts.map(section).join("\n")}
</body>
</html>
`;
}

/** @param {Part} part */
function section({ name, document }) {
  prefixIds(document, `${name}-`);
  eachLink(document, (href) =>
    href.replace(/^([\w-]+)\.xhtml(?:#(.*))?$/, (_, other, id) => (id ? `#${other}-${id}` : `#${other}`)),
  );
  return `<section id="${name}">${toHtml(document)}</section>`;
}
