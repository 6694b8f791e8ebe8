import { joined } from "./notebook.mjs";

/** @typedef {import("./notebook.mjs").Notebook} Notebook */
/** @typedef {import("./notebook.mjs").Cell} Cell */
/** @typedef {import("./notebook.mjs").Output} Output */

/**
 * A chart of a chapter: where it stands, and its picture.
 *
 * @typedef {object} ChapterChart
 * @property {string} name for example `"cell-06-1"`
 * @property {string} svg
 */

/** @param {Notebook} notebook @returns {ChapterChart[]} in order */
export function chartsIn({ cells }) {
  return cells.flatMap((cell, index) =>
    chartOutputs(cell).map((output, place) => ({ name: chartName(index, place), svg: svgOf(output) })),
  );
}

/** @param {Cell} cell */
const chartOutputs = (cell) => (cell.outputs ?? []).filter((output) => svgOf(output) !== "");

/** @param {Output} output */
const svgOf = ({ data }) => joined(data?.["image/svg+xml"]);

/** @param {number} cell @param {number} place */
const chartName = (cell, place) => `cell-${String(cell + 1).padStart(2, "0")}-${place + 1}`;

/**
 * A chapter as text: every cell with its number, its outputs below, and the files of its charts.
 *
 * @param {Notebook} notebook
 * @param {Readonly<Record<string, readonly string[]>>} pictures the files of each chart, by its name
 */
export function readableChapter({ cells }, pictures) {
  return `${cells.map((cell, index) => readableCell(cell, index, pictures)).join("\n\n")}\n`;
}

/** @param {Cell} cell @param {number} index @param {Readonly<Record<string, readonly string[]>>} pictures */
function readableCell(cell, index, pictures) {
  const source = joined(cell.source);
  if (cell.cell_type !== "code") return `[${index + 1}]\n${source}`;
  const folded = cell.metadata["jupyter"]?.source_hidden === true ? ", folded" : "";
  const tags = (cell.metadata["tags"] ?? []).map((/** @type {string} */ tag) => `, ${tag}`).join("");
  const code = `[${index + 1}, code${folded}${tags}]\n${indented(source, "    ")}`;
  const charts = chartOutputs(cell);
  const outputs = (cell.outputs ?? []).map((output) => {
    const place = charts.indexOf(output);
    const files = place < 0 ? [] : (pictures[chartName(index, place)] ?? []);
    return indented([...files.map((file) => `picture: ${file}`), outputText(output)].join("\n"), "  → ");
  });
  return [code, ...outputs].join("\n");
}

/** @param {Output} output */
function outputText({ output_type, data, text, ename, evalue }) {
  if (output_type === "error") return `${ename}: ${evalue}`;
  return joined(data?.["text/plain"] ?? text).trimEnd();
}

/** @param {string} text @param {string} by */
const indented = (text, by) =>
  text
    .split("\n")
    .map((line) => by + line)
    .join("\n");
