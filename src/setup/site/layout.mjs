import { escapeHtml } from "./escape-html.mjs";
import { relativePath } from "./links.mjs";
import { whyAtHome } from "./runs-here.mjs";

/** @typedef {import("./anchors.mjs").Heading} Heading */

/**
 * A page in the contents.
 *
 * @typedef {object} Entry
 * @property {string} path from the root of the site
 * @property {string} title
 */

/**
 * A page before its surroundings.
 *
 * @typedef {object} Page
 * @property {string} path from the root of the site
 * @property {string} title
 * @property {string} html of its article
 * @property {readonly Heading[]} headings
 * @property {string} [file] what it was made of; a notebook can be run at home
 * @property {readonly string[]} [scripts] beyond those of every page
 */

/**
 * What every page can be reached from.
 *
 * @typedef {object} Contents
 * @property {readonly Entry[]} chapters in the order of the course
 * @property {readonly Entry[]} reference
 */

/** Chosen before the page is drawn, so that a dark page never flashes; no storage, no choice. */
const theme = `try{document.documentElement.dataset.theme=localStorage.getItem("theme")??""}catch{}`;

/**
 * A whole page.
 *
 * @param {Page} page @param {Contents} contents @returns {string} HTML
 */
export function pageHtml(page, contents) {
  const to = (/** @type {string} */ path) => escapeHtml(relativePath(page.path, path));
  const formulas = page.html.includes('class="katex') ? `<link rel="stylesheet" href="${to("assets/katex.min.css")}">` : ""; // prettier-ignore
  const scripts = ["assets/site.js", ...(page.scripts ?? [])].map((path) => `<script defer src="${to(path)}"></script>`); // prettier-ignore
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title === "tunebook" ? page.title : `${page.title} – tunebook`)}</title>
<link rel="icon" href="${to("assets/icon.svg")}">
${formulas}<link rel="stylesheet" href="${to("assets/site.css")}">
<script>${theme}</script>
${scripts.join("\n")}
</head>
<body data-root="${to("index.html").replace(/index\.html$/, "")}">
<a class="skip" href="#content">Skip to the text</a>
<header class="bar">
<button class="contents-button" type="button" popovertarget="contents">Contents</button>
<a class="home" href="${to("index.html")}">tunebook</a>
<form class="search" role="search" action="${to("search.html")}">
<input type="search" name="q" aria-label="Search text and code" placeholder="Search" required>
<button type="submit">Search</button>
</form>
<button class="theme-button" type="button" hidden>Dark</button>
</header>
<div class="columns">
${contentsHtml(page, contents, to)}
<main id="content" tabindex="-1">
<article>
${page.html}
</article>
${goOn(page, contents, to)}
</main>
</div>
</body>
</html>
`;
}

/** @param {Page} page @param {Contents} contents @param {(path: string) => string} to */
function contentsHtml(page, { chapters, reference }, to) {
  const item = (/** @type {Entry} */ { path, title }) => {
    const isHere = path === page.path;
    const link = `<a href="${to(path)}"${isHere ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a>`;
    return `<li>${link}${isHere ? sections(page.headings) : ""}</li>`;
  };
  return `<nav id="contents" popover aria-label="Contents">
<p><a href="${to("index.html")}"${page.path === "index.html" ? ' aria-current="page"' : ""}>First page</a></p>
<p class="list" id="chapters-list">Chapters</p>
<ul aria-labelledby="chapters-list">${chapters.map(item).join("\n")}</ul>
<p class="list" id="reference-list">Reference</p>
<ul aria-labelledby="reference-list">${reference.map(item).join("\n")}</ul>
</nav>`;
}

/** A page with more sections than this, such as a list of functions, is searched and not listed. */
const mostSections = 25;

/** @param {readonly Heading[]} headings */
function sections(headings) {
  const listed = headings.filter(({ level }) => level === 2);
  if (listed.length < 2 || listed.length > mostSections) return "";
  return `<ul>${listed.map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`).join("")}</ul>`;
}

/** Whether a chapter's cells run in its page. @param {string} file */
function hereOrNot(file) {
  const why = whyAtHome(file);
  return why === undefined
    ? "This page shows the chapter as it was recorded. Where scripts are on, Run below a cell trains anew, here in your browser, and Change lets you write in it."
    : `This page shows the chapter as it was recorded. Its cells do not run here: ${why}.`;
}

/** How to go on: the neighbours in the course, and the same chapter alive. @param {Page} page @param {Contents} contents @param {(path: string) => string} to */
function goOn(page, { chapters }, to) {
  const place = chapters.findIndex(({ path }) => path === page.path);
  const before = chapters[place - 1];
  const next = place < 0 ? undefined : chapters[place + 1];
  const links = [
    before && `<a rel="prev" href="${to(before.path)}"><span>Previous</span> ${escapeHtml(before.title)}</a>`,
    next && `<a rel="next" href="${to(next.path)}"><span>Next</span> ${escapeHtml(next.title)}</a>`,
  ].filter(Boolean);
  const pager =
    links.length > 0 ? `<nav class="pager" aria-label="Neighbouring chapters">${links.join("")}</nav>` : "";
  const alive = page.file?.endsWith(".ipynb")
    ? `<p>${hereOrNot(page.file)} To have all of it, with a debugger and native TensorFlow, <a href="${to("README.html")}#start">run it at home</a>: <code>npm start</code> opens JupyterLab, and there this chapter is <code>${escapeHtml(page.file)}</code>.</p>`
    : `<p><a href="${to("index.html")}">Read the course</a>, or <a href="${to("README.html")}#start">run it at home</a>.</p>`;
  return `<footer>${pager}${alive}</footer>`;
}
