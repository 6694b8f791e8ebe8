import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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

/**
 * @typedef {object} Execution
 * @property {string} name
 * @property {import("./notebook.mjs").Notebook} notebook executed and normalised
 * @property {number} seconds from the start of the kernel to the end of the last cell
 * @property {import("./findings.mjs").Findings} findings with what stopped the execution, if anything did
 */

/**
 * Executes a notebook from a fresh kernel and with an empty cache of runs, in the folder in which a reader would: everything
 * it says was trained now, and the seconds are those of a first reading. Nothing is saved.
 *
 * @param {Context} context
 * @param {string} name for example "01-learning-rate"
 * @param {string} [folder] where it lies, if not in notebooks/
 * @returns {Promise<Execution>}
 * @throws {SetupProblem} if it could not be executed at all
 */
export async function executeNotebook(context, name, folder = notebooksFolder(context)) {
  const temporary = mkdtempSync(join(tmpdir(), "tunebook-"));
  const target = join(temporary, "executed.ipynb");
  const args = [pythonFile(context, "execute_notebook.py"), join(folder, `${name}.ipynb`), target, folder];
  const env = { ...jupyterEnvironment(context), TUNEBOOK_CACHE: join(temporary, "runs") };
  try {
    const { code, output } = await runCommand(venvPython(context), args, { env });
    const answer = /^\{"seconds".*$/m.exec(output);
    if (code !== 0 || !answer)
      throw new SetupProblem(`Could not execute the notebook ${name}:\n${lastLines(output, 15)}`, ["npm start -- --setup-only"]);
    const { seconds, failure } = JSON.parse(answer[0]);
    const executed = JSON.parse(readFileSync(target, "utf8"));
    const findings = findingsOf(executed);
    if (failure !== null && findings.problems.length === 0) findings.problems.push(`${failure}\n${lastError(executed)}`);
    return { name, notebook: normaliseNotebook(executed, context.root), seconds, findings };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** What was written to stderr last: where a kernel does not report an error as one, it says so there.
 * @param {import("./notebook.mjs").Notebook} notebook */
function lastError({ cells }) {
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return lastLines(joined(outputs.filter(({ name }) => name === "stderr").at(-1)?.text));
}
