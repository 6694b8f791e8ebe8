import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonFile, venvPython } from "../context.mjs";
import { jupyterEnvironment } from "../jupyter/environment.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { findingsOf } from "./findings.mjs";
import { normaliseNotebook } from "./normalise.mjs";
import { joined, notebooksFolder } from "./notebook.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("./notebook.mjs").Cell} Cell */

/**
 * @typedef {object} Execution
 * @property {string} name
 * @property {import("./notebook.mjs").Notebook} notebook executed and normalised
 * @property {number} seconds from the start of the kernel to the end of the last cell
 * @property {import("./findings.mjs").Findings} findings with what stopped the execution, if anything did
 * @property {Cell[]} more the further cells, executed
 */

/**
 * @typedef {object} Options
 * @property {string} [folder] where it lies, if not in notebooks/
 * @property {readonly Cell[]} [more] code that runs after its last cell in the same kernel, each cell also if an earlier one of them failed
 * @property {Record<string, string>} [env] further variables of the kernel's environment
 * @property {boolean} [keepGoing] whether the cells after one that failed run too
 */

/**
 * Executes a notebook from a fresh kernel and with an empty cache of runs, in the folder in which a reader would: everything
 * it says was trained now, and the seconds are those of a first reading. Nothing is saved.
 *
 * @param {Context} context
 * @param {string} name for example "01-learning-rate"
 * @param {Options} [options]
 * @returns {Promise<Execution>}
 * @throws {SetupProblem} if it could not be executed at all
 */
export async function executeNotebook(context, name, options = {}) {
  const { folder = notebooksFolder(context), more = [], keepGoing = false } = options;
  const temporary = mkdtempSync(join(tmpdir(), "tunebook-"));
  const [source, target] = [join(temporary, "source.ipynb"), join(temporary, "executed.ipynb")];
  const args = [pythonFile(context, "execute_notebook.py"), source, target, folder];
  // No one is watching: there is no progress to show.
  const own = { TUNEBOOK_CACHE: join(temporary, "runs"), TUNEBOOK_PROGRESS: "off" };
  const env = { ...jupyterEnvironment(context), ...own, ...options.env };
  try {
    writeFileSync(source, withMore(readFileSync(join(folder, `${name}.ipynb`), "utf8"), more, keepGoing));
    const { code, output } = await runCommand(venvPython(context), args, { env });
    const answer = /^\{"seconds".*$/m.exec(output);
    if (code !== 0 || !answer)
      throw new SetupProblem(`Could not execute the notebook ${name}:\n${lastLines(output, 15)}`, [
        "npm start -- --setup-only",
      ]);
    const { seconds, failure } = JSON.parse(answer[0]);
    const whole = JSON.parse(readFileSync(target, "utf8"));
    const count = whole.cells.length - more.length;
    const executed = { ...whole, cells: whole.cells.slice(0, count) };
    const findings = findingsOf(executed);
    if (failure !== null && findings.problems.length === 0)
      findings.problems.push(`${failure}\n${lastError(whole)}`);
    return {
      name,
      notebook: normaliseNotebook(executed, context.root),
      seconds,
      findings,
      more: whole.cells.slice(count),
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A notebook's text without outputs, since what is not reached must not look as if it were, and with further cells at its end, each of
 * which may fail; with `keepGoing` its own cells may, too.
 * @param {string} text @param {readonly Cell[]} more @param {boolean} keepGoing */
function withMore(text, more, keepGoing) {
  const notebook = JSON.parse(text);
  /** @param {Cell} cell */
  const mayFail = (cell) => ({ ...cell, metadata: { ...cell.metadata, tags: ["raises-exception"] } });
  /** @param {Cell} cell */
  const cleared = (cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;
  const bare = notebook.cells.map(cleared);
  const own = keepGoing ? bare.map(mayFail) : bare;
  return JSON.stringify({ ...notebook, cells: [...own, ...more.map(mayFail)] });
}

/** What was written to stderr last: where a kernel does not report an error as one, it says so there.
 * @param {import("./notebook.mjs").Notebook} notebook */
function lastError({ cells }) {
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return lastLines(joined(outputs.filter(({ name }) => name === "stderr").at(-1)?.text));
}
