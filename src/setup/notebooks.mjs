// Executes chapters from fresh kernels and saves them in the form in which they are committed.
import { commandLine } from "./command-line.mjs";
import { thisMachine } from "./context.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { writeChapterMap, writeTimes } from "./notebooks/chapter-map.mjs";
import { chooseNotebooks, notebookNames } from "./notebooks/notebook.mjs";
import { measuredTimes, recordTimes, saveExecution } from "./notebooks/save.mjs";
import { tableFoot, tableHead, tableRow } from "./notebooks/table.mjs";
import { stepPrinter } from "./progress.mjs";
import { reportProblem } from "./report-problem.mjs";
import { setUp } from "./steps/all-steps.mjs";

const help = `npm run notebooks -- [chapter …] [options]

Executes chapters, all or those named (06, or 06-early-stopping), from fresh kernels and saves them as they are committed.

  --no-save   only execute them
  --record    also write down how long they took, and bring README's chapter map up to date
  --help      this text`;

/** @param {readonly string[]} args @returns {Promise<number>} the exit status: 1 if a chapter has a problem */
async function runNotebooks(args) {
  const line = commandLine(args, {
    ...{ command: "npm run notebooks --", help, takesNames: true },
    options: { "no-save": { type: "boolean", default: false }, record: { type: "boolean", default: false } },
  });
  if (!line) return 0;
  const { values, names } = line;
  const context = thisMachine();
  const chosen = mapLast(chooseNotebooks(names, notebookNames(context)));
  await setUp(context, stepPrinter(process.stdout));
  console.log(tableHead);
  const executions = [];
  if (values.record) writeTimes(context);
  for (const name of chosen) {
    const execution = await executeNotebook(context, name);
    executions.push(execution);
    console.log(tableRow(execution));
    if (execution.findings.problems.length > 0) continue;
    if (!values["no-save"]) saveExecution(context, execution);
    if (!values.record) continue;
    const before = measuredTimes(context)[name];
    record(context, execution);
    // The map showed this chapter's earlier time: drawn again, it shows the one that was just written down.
    if (drawsMap(name) && measuredTimes(context)[name] !== before)
      saveExecution(context, await executeNotebook(context, name));
  }
  console.log(tableFoot(executions));
  return executions.every(({ findings }) => findings.problems.length === 0) ? 0 : 1;
}

/** Writes down how long a chapter took, everywhere it is said.
 * @param {import("./context.mjs").Context} context @param {import("./notebooks/execute.mjs").Execution} execution */
function record(context, execution) {
  recordTimes(context, [execution]);
  writeChapterMap(context);
  writeTimes(context);
}

/** Chapter 00 draws the map of all chapters, how long they take included. @param {string} name */
const drawsMap = (name) => name.startsWith("00-");

/** The map comes after all that it shows. @param {readonly string[]} names */
function mapLast(names) {
  return [...names].sort((a, b) => Number(drawsMap(a)) - Number(drawsMap(b)));
}

try {
  process.exitCode = await runNotebooks(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
