import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../src/setup/find-python.mjs";
import { explainClientFailure } from "../src/setup/network.mjs";
import { pipEnvironment } from "../src/setup/pip.mjs";
import { SetupProblem } from "../src/setup/problem.mjs";
import { stepPrinter } from "../src/setup/progress.mjs";
import { lastLines, runCommand } from "../src/setup/run-command.mjs";
import { runSteps } from "../src/setup/run-steps.mjs";
import { hasStamp, sha256OfText, writeStamp } from "../src/setup/stamp.mjs";
import { setUp } from "../src/setup/steps/all-steps.mjs";

/** @typedef {import("../src/setup/context.mjs").Context} Context */

/** @param {Context} context */
const folder = ({ root }) => join(root, ".venv-bench");

/** @param {Context} context */
const lockFile = ({ root }) => join(root, "bench", "requirements.txt");

/** @param {Context} context */
const stampFile = (context) => join(folder(context), "tunebook-bench.json");

/** @param {Context} context */
const stamp = (context) => ({ lock: sha256OfText(readFileSync(lockFile(context), "utf8")) });

/** The Python that has the libraries tunebook is measured against. @param {Context} context */
export const benchPython = (context) =>
  context.platform === "win32"
    ? join(folder(context), "Scripts", "python.exe")
    : join(folder(context), "bin", "python");

/** @param {string} command @param {readonly string[]} args @param {Context} context @param {string} attempted
 * @param {((line: string) => void) | undefined} [onLine] */
async function pythonOrProblem(command, args, context, attempted, onLine) {
  const env = pipEnvironment(context);
  const { code, output } = await runCommand(command, args, { env, ...(onLine && { onLine }) });
  if (code !== 0) throw explainClientFailure("pip", attempted, output);
}

/** Keras, TensorFlow and JAX in an environment of their own, exactly the locked versions. @type {import("../src/setup/run-steps.mjs").Step} */
export const benchEnvironment = {
  name: "Keras and JAX to measure against (.venv-bench)",
  isDone: (context) => existsSync(benchPython(context)) && hasStamp(stampFile(context), stamp(context)),
  async run(context, progress) {
    const python = await findPython(context);
    if (Number(python.version.split(".")[1]) < 11)
      throw new SetupProblem(`Keras needs Python 3.11 or newer; found ${python.version}.`, [
        "Install a newer Python beside it and set PYTHON to its path.",
      ]);
    rmSync(folder(context), { recursive: true, force: true });
    const made = await runCommand(python.command, [...python.args, "-m", "venv", folder(context)], {
      env: pipEnvironment(context),
    });
    if (made.code !== 0)
      throw new SetupProblem(
        `Python ${python.version} could not make .venv-bench:\n${lastLines(made.output)}`,
        [],
      );
    const install = ["-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-deps"];
    await pythonOrProblem(
      benchPython(context),
      [...install, "-r", lockFile(context)],
      context,
      "install Keras and JAX",
      (line) => progress(line.trim().slice(0, 100)),
    );
    writeStamp(stampFile(context), stamp(context));
    return `Python ${python.version}`;
  },
};

/** Everything `npm run bench` needs, brought about where it is missing. @param {Context} context */
export async function setUpBench(context) {
  const printer = stepPrinter(process.stdout);
  await setUp(context, printer);
  await runSteps([benchEnvironment], context, printer);
}
