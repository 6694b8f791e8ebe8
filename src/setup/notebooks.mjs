// `npm run notebooks -- [names] [--no-save] [--record]`: executes chapters from fresh kernels and saves them in the form in
// which they are committed; --record also writes down how long they took and brings README's chapter map up to date.
import { parseArgs } from "node:util";
import { thisMachine } from "./context.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { writeChapterMap, writeTimes } from "./notebooks/chapter-map.mjs";
import { chooseNotebooks, notebookNames } from "./notebooks/notebook.mjs";
import { recordTimes, saveExecution } from "./notebooks/save.mjs";
import { tableFoot, tableHead, tableRow } from "./notebooks/table.mjs";
import { stepPrinter } from "./progress.mjs";
import { reportProblem } from "./report-problem.mjs";
import { setUp } from "./steps/all-steps.mjs";

/** @param {readonly string[]} args @returns {Promise<number>} the exit status: 1 if a chapter has a problem */
async function runNotebooks(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { "no-save": { type: "boolean", default: false }, record: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const context = thisMachine();
  const chosen = chooseNotebooks(positionals, notebookNames(context));
  await setUp(context, stepPrinter(process.stdout));
  console.log(tableHead);
  const executions = [];
  for (const name of chosen) {
    const execution = await executeNotebook(context, name);
    executions.push(execution);
    console.log(tableRow(execution));
    if (!values["no-save"] && execution.findings.problems.length === 0) saveExecution(context, execution);
  }
  console.log(tableFoot(executions));
  const sound = executions.filter(({ findings }) => findings.problems.length === 0);
  if (values.record) {
    recordTimes(context, sound);
    writeChapterMap(context);
    writeTimes(context);
  }
  return sound.length === executions.length ? 0 : 1;
}

try {
  process.exitCode = await runNotebooks(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
