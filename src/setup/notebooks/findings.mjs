import { boundSentenceProblems } from "../claims/bound-sentences.mjs";
import { claimType } from "../claims/read-claims.mjs";
import { joined } from "./notebook.mjs";

/** @typedef {import("./notebook.mjs").Notebook} Notebook */
/** @typedef {import("./notebook.mjs").Output} Output */

const vegaLite = /^application\/vnd\.vegalite\.v\d+\+json$/;

/**
 * What an executed notebook shows.
 *
 * @typedef {object} Findings
 * @property {{ supported: number, "not settled": number, contradicted: number }} checks
 * @property {number} charts
 * @property {string[]} problems each a sentence: an error, an empty chart, a contradicted or unknown verdict, a sentence without the claim it needs
 */

/** @param {Notebook} notebook executed @returns {Findings} */
export function findingsOf(notebook) {
  /** @type {Findings} */
  const findings = { checks: { supported: 0, "not settled": 0, contradicted: 0 }, charts: 0, problems: [] };
  notebook.cells.forEach((cell, index) => {
    for (const output of cell.outputs ?? []) addOutput(findings, output, `cell ${index + 1}`);
  });
  findings.problems.push(...boundSentenceProblems(notebook));
  return findings;
}

/** @param {Findings} findings @param {Output} output @param {string} where */
function addOutput(findings, output, where) {
  if (output.output_type === "error") findings.problems.push(`${where}: ${output.ename}: ${output.evalue}`);
  for (const [type, value] of Object.entries(output.data ?? {})) {
    if (type === claimType) addCheck(findings, value, where);
    if (!vegaLite.test(type)) continue;
    findings.charts += 1;
    if (isEmptyChart(value, output.data?.["image/svg+xml"]))
      findings.problems.push(`${where}: the chart is empty`);
  }
}

/** @param {Findings} findings @param {{ verdict: string, claim: string }} check @param {string} where */
function addCheck({ checks, problems }, { verdict, claim }, where) {
  if (verdict === "supported" || verdict === "not settled" || verdict === "contradicted")
    checks[verdict] += 1;
  else problems.push(`${where}: unknown verdict "${verdict}" of the check "${claim}"`);
  if (verdict === "contradicted") problems.push(`${where}: contradicted: ${claim}`);
}

/**
 * A chart is empty if its data are there and have no row, or if its picture has no mark that is drawn.
 *
 * @param {unknown} spec Vega-Lite
 * @param {string | string[] | undefined} svg
 */
export function isEmptyChart(spec, svg) {
  const tables = tablesIn(spec);
  if (tables.length > 0 && tables.every((rows) => rows.length === 0)) return true;
  return svg !== undefined && !drawnMark.test(joined(svg));
}

/** A group of marks (not axes or legends) with something in it that has a shape or a text. */
const drawnMark = /class="mark-\w+ role-mark[^"]*"[^>]*>\s*<(?:path[^>]* d="[^"]|line|text|image|rect|g\b)/;

/** Every table of rows in a specification: `data.values` at any depth, and named `datasets`.
 * @param {unknown} value @returns {unknown[][]} */
function tablesIn(value) {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(tablesIn);
  const { data, datasets, ...rest } = /** @type {Record<string, any>} */ (value);
  const inline = Array.isArray(data?.values) ? [data.values] : [];
  const named = Object.values(datasets ?? {}).filter(Array.isArray);
  return [...inline, ...named, ...Object.values(rest).flatMap(tablesIn)];
}
