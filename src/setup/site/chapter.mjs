import { joined } from "../notebooks/notebook.mjs";
import { escapeHtml } from "./escape-html.mjs";
import { outputHtml } from "./outputs.mjs";

/** @typedef {import("../notebooks/notebook.mjs").Cell} Cell */

/**
 * A chart of a chapter, for the browser to draw.
 *
 * @typedef {object} PageChart
 * @property {string} name for example "05-1": its cell, its place below it
 * @property {unknown} spec Vega-Lite
 */

/**
 * A chapter as its notebook was recorded.
 *
 * @param {import("../notebooks/notebook.mjs").Notebook} notebook
 * @param {import("./markdown.mjs").Renderer} renderer
 * @returns {{ html: string, charts: PageChart[] }}
 */
export function chapterHtml({ cells }, renderer) {
  /** @type {PageChart[]} */
  const charts = [];
  let place = 0;
  const html = cells.map((cell, index) => {
    if (cell.cell_type !== "code") return renderer.markdown(joined(cell.source));
    const number = String(index + 1).padStart(2, "0");
    const outputs = (cell.outputs ?? []).map((output, place) => {
      const { html, spec } = outputHtml(output, `${number}-${place + 1}`);
      if (spec !== undefined) charts.push({ name: `${number}-${place + 1}`, spec });
      return html;
    });
    const source = joined(cell.source);
    return codeCell(
      cell,
      place++,
      renderer.code(source, "typescript"),
      outputs.join("\n") + stillNote(source),
    );
  });
  return { html: html.join("\n"), charts };
}

/**
 * A cell as JupyterLab would show it; a solution is folded away with what it says.
 *
 * @param {Cell} cell @param {number} place among the cells of code @param {string} code @param {string} outputs
 */
function codeCell({ metadata }, place, code, outputs) {
  const tags = /** @type {string[]} */ (metadata["tags"] ?? []);
  const below = outputs === "" ? "" : `<div class="outputs">${outputs}</div>`;
  const isCell = `data-cell="${place}"`;
  if (tags.includes("solution"))
    return folded("Solution", `<div class="cell" ${isCell}>${code}${below}</div>`);
  const isHidden = metadata["jupyter"]?.source_hidden === true;
  const shown = isHidden ? folded("Code of this cell", code) : code;
  if (!tags.includes("change-me")) return `<div class="cell" ${isCell}>${shown}${below}</div>`;
  const values = /** @type {string[]} */ (metadata["tunebook"]?.try ?? []);
  const tries = values.map((value) => `<code>${escapeHtml(value)}</code>`).join(", ");
  const hint = `<p class="hint tries">Change me: try ${tries}.</p>`;
  return `<div class="cell change-me" ${isCell}>${shown}${tries === "" ? "" : hint}${below}</div>`;
}

/** What a recorded control cannot do. @param {string} source */
const stillNote = (source) =>
  /\bslider\(/.test(source)
    ? '<p class="hint still">Recorded with the slider at its first value. Where cells run, it moves.</p>'
    : "";

/** @param {string} summary @param {string} html */
const folded = (summary, html) => `<details class="folded"><summary>${summary}</summary>${html}</details>`;
