import { stripVTControlCharacters } from "node:util";
import { isTag } from "domhandler";
import { joined } from "../notebooks/notebook.mjs";
import { elementsIn, parseHtml, prefixIds, toHtml } from "./dom.mjs";
import { escapeHtml } from "./escape-html.mjs";

/** @typedef {import("../notebooks/notebook.mjs").Output} Output */

const vegaLite = "application/vnd.vegalite.v5+json";

/**
 * An output in the richest form that a page can show.
 *
 * @param {Output} output
 * @param {string} name of the output on its page, for ids
 * @returns {{ html: string, spec?: unknown }} with the chart's specification, if the browser can draw it
 */
export function outputHtml({ output_type, data = {}, text, ename, evalue }, name) {
  const plain = stripVTControlCharacters(joined(data["text/plain"] ?? text)).trimEnd();
  if (output_type === "error") return { html: message(`${ename}: ${evalue}`, "error") };
  const svg = joined(data["image/svg+xml"]);
  if (svg !== "") {
    const spec = data[vegaLite];
    const html = figure(svg, plain, name, spec !== undefined);
    return spec === undefined ? { html } : { html, spec };
  }
  const html = joined(data["text/html"]);
  if (html !== "") return { html: `<div class="output">${html}</div>` };
  return { html: plain === "" ? "" : message(plain, "said") };
}

/** @param {string} text @param {"said" | "error"} kind */
const message = (text, kind) => `<pre class="${kind}">${escapeHtml(text)}</pre>`;

/**
 * A chart as a picture with its summary in words below.
 *
 * @param {string} svg @param {string} summary @param {string} name @param {boolean} isInteractive
 */
function figure(svg, summary, name, isInteractive) {
  const picture = parseHtml(svg);
  prefixIds(picture, `chart-${name}-`);
  for (const element of elementsIn(picture)) {
    if (element.name !== "svg") continue;
    element.attribs["aria-label"] = titleOf(picture);
    // The caption says the same.
    element.children = element.children.filter((child) => !isTag(child) || child.name !== "desc");
  }
  const chart = isInteractive ? ` data-chart="${name}"` : "";
  return `<figure class="chart"${chart}><div class="drawing">${toHtml(picture)}</div><figcaption>${escapeHtml(summary)}</figcaption></figure>`;
}

/** @param {import("domhandler").Document} picture */
function titleOf(picture) {
  const title = elementsIn(picture).find(({ name }) => name === "title")?.children[0];
  return title && "data" in title ? title.data : "Chart";
}
