// `npm run docs:api` runs this last: writes docs/hyperparameters.md from the compiled table of hyperparameters.
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { thisMachine } from "./context.mjs";

/**
 * The parts of the table in the order of the page: the file, the name it exports, the heading, a note below the table.
 *
 * @type {readonly (readonly [string, string, string, string?])[]}
 */
const parts = [
  ["learning-rate", "learningRateTable", "Learning rate"],
  ["batches", "batchesTable", "Batches and epochs"],
  ["stopping", "stoppingTable", "Stopping"],
  ["optimizer", "optimizerTable", "Optimizer"],
  [
    "loss",
    "lossTable",
    "Loss",
    "For weights of classes of your own, give `train` the option `classWeight`; for a loss of your own, the option `loss`.",
  ],
  ["network", "networkTable", "Network"],
  ["regularization", "regularizationTable", "Regularization"],
];

const introduction = `# Hyperparameters

Everything that \`train\`, \`sweep\`, \`tune\` and \`presets\` call a hyperparameter. A value outside its domain is an error before anything
trains. In a notebook, \`await show(glossary())\` from \`tunebook/course\` shows the same.

This page is made from \`src/hyperparameters/table\` by \`npm run docs:api\`.
`;

/**
 * The page as Markdown.
 *
 * @param {import("./context.mjs").Context} context
 * @returns {Promise<string>}
 */
export async function hyperparametersPage({ root }) {
  const folder = join(root, "dist", "src", "hyperparameters");
  const { describeDomain } = await import(pathToFileURL(join(folder, "domain.js")).href);
  const sections = await Promise.all(
    parts.map(async ([file, name, heading, note]) => {
      const { [name]: table } = await import(pathToFileURL(join(folder, "table", `${file}.js`)).href);
      const lines = section(heading, table, {
        describeDomain,
        chapters: readdirSync(join(root, "notebooks")),
      });
      return note === undefined ? lines : `${lines}\n${note}\n`;
    }),
  );
  return [introduction, ...sections].join("\n");
}

/**
 * @typedef {object} Sources
 * @property {(domain: unknown) => string} describeDomain
 * @property {readonly string[]} chapters the names of the notebooks
 */

/**
 * @param {string} heading
 * @param {Record<string, { symbol: string, domain: unknown, default: unknown, unit: string, meaning: string, chapter: number }>} table
 * @param {Sources} sources
 */
function section(heading, table, { describeDomain, chapters }) {
  const rows = Object.entries(table).map(([name, definition]) =>
    [
      `\`${name}\``,
      `$${definition.symbol}$`,
      definition.meaning,
      describeDomain(definition.domain),
      `\`${JSON.stringify(definition.default)}\``,
      definition.unit,
      chapterLink(definition.chapter, chapters),
    ].join(" | "),
  );
  const head = ["Name", "Symbol", "Meaning", "Values", "Default", "Unit", "Chapter"];
  const lines = [head.join(" | "), head.map(() => "---").join(" | "), ...rows];
  return `## ${heading}\n\n${lines.map((line) => `| ${line} |`).join("\n")}\n`;
}

/** @param {number} chapter @param {readonly string[]} chapters */
function chapterLink(chapter, chapters) {
  const number = String(chapter).padStart(2, "0");
  const file = chapters.find((name) => name.startsWith(`${number}-`) && name.endsWith(".ipynb"));
  if (file === undefined)
    throw new Error(`Cannot write docs/hyperparameters.md: there is no notebook of chapter ${number}.`);
  return `[${number}](../notebooks/${file})`;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const context = thisMachine();
  writeFileSync(join(context.root, "docs", "hyperparameters.md"), await hyperparametersPage(context));
}
