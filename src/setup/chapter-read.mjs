// `npm run chapter:read -- NN [--fresh]`: prints a chapter as a reader sees it, text, code and outputs, and draws its charts as PNG
// on light and on dark ground into a temporary folder. --fresh executes it first; without, it is the committed one.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { thisMachine } from "./context.mjs";
import { drawCharts } from "./notebooks/draw-charts.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { chooseNotebooks, notebookNames, readNotebook } from "./notebooks/notebook.mjs";
import { chartsIn, readableChapter } from "./notebooks/readable-chapter.mjs";
import { SetupProblem } from "./problem.mjs";
import { reportProblem } from "./report-problem.mjs";

/** @param {readonly string[]} args */
async function readChapter(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { fresh: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0)
    throw new SetupProblem("Cannot read a chapter without its number.", ["npm run chapter:read -- 06"]);
  const context = thisMachine();
  for (const name of chooseNotebooks(positionals, notebookNames(context))) {
    const notebook = values.fresh
      ? (await executeNotebook(context, name)).notebook
      : readNotebook(context, name);
    const folder = mkdtempSync(join(tmpdir(), `tunebook-${name.slice(0, 2)}-`));
    console.log(readableChapter(notebook, await drawCharts(chartsIn(notebook), folder)));
  }
}

try {
  await readChapter(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
