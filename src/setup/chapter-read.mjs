import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "./command-line.mjs";
import { thisMachine } from "./context.mjs";
import { drawCharts } from "./notebooks/draw-charts.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { chooseNotebooks, notebookNames, readNotebook } from "./notebooks/notebook.mjs";
import { chartsIn, readableChapter } from "./notebooks/readable-chapter.mjs";
import { SetupProblem } from "./problem.mjs";
import { reportProblem } from "./report-problem.mjs";

const help = `npm run chapter:read -- NN [--fresh]

Prints a chapter as a reader sees it, text, code and outputs, and draws its charts as PNG on light and on dark ground into a
temporary folder.

  --fresh   execute it first; without, it is the committed one
  --help    this text`;

/** @param {readonly string[]} args */
async function readChapter(args) {
  const line = commandLine(args, {
    ...{ command: "npm run chapter:read --", help, takesNames: true },
    options: { fresh: { type: "boolean", default: false } },
  });
  if (!line) return;
  const { values, names } = line;
  if (names.length === 0)
    throw new SetupProblem("Cannot read a chapter without its number.", ["npm run chapter:read -- 06"]);
  const context = thisMachine();
  for (const name of chooseNotebooks(names, notebookNames(context))) {
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
