import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../src/setup/find-python.mjs";
import { explainClientFailure } from "../src/setup/network.mjs";
import { pipEnvironment } from "../src/setup/pip.mjs";
import { SetupProblem } from "../src/setup/problem.mjs";
import { lastLines, runCommand } from "../src/setup/run-command.mjs";
import { hasStamp, sha256OfText, writeStamp } from "../src/setup/stamp.mjs";

/** @typedef {import("../src/setup/context.mjs").Context} Context */

/** @param {string} command @param {readonly string[]} args @param {Context} context @param {string} attempted
 * @param {((line: string) => void) | undefined} [onLine] */
async function pythonOrProblem(command, args, context, attempted, onLine) {
  const env = pipEnvironment(context);
  const { code, output } = await runCommand(command, args, { env, ...(onLine && { onLine }) });
  if (code !== 0) throw explainClientFailure("pip", attempted, output);
}

/**
 * A Python environment of its own for libraries that tunebook is measured against, exactly the locked versions.
 *
 * @param {string} name of the step, what is in it @param {string} folder @param {string} lock the file, below bench/
 * @returns {import("../src/setup/run-steps.mjs").Step & { python: (context: Context) => string }}
 */
function peerEnvironment(name, folder, lock) {
  const place = (/** @type {Context} */ { root }) => join(root, folder);
  const lockFile = (/** @type {Context} */ { root }) => join(root, "bench", lock);
  const stampFile = (/** @type {Context} */ context) => join(place(context), "tunebook-bench.json");
  const stamp = (/** @type {Context} */ context) => ({
    lock: sha256OfText(readFileSync(lockFile(context), "utf8")),
  });
  const python = (/** @type {Context} */ context) =>
    context.platform === "win32"
      ? join(place(context), "Scripts", "python.exe")
      : join(place(context), "bin", "python");
  return {
    name: `${name} to measure against (${folder})`,
    python,
    isDone: (context) => existsSync(python(context)) && hasStamp(stampFile(context), stamp(context)),
    async run(context, progress) {
      const found = await findPython(context);
      if (Number(found.version.split(".")[1]) < 11)
        throw new SetupProblem(`${name} need Python 3.11 or newer; found ${found.version}.`, [
          "Install a newer Python beside it and set PYTHON to its path.",
        ]);
      rmSync(place(context), { recursive: true, force: true });
      const made = await runCommand(found.command, [...found.args, "-m", "venv", place(context)], {
        env: pipEnvironment(context),
      });
      if (made.code !== 0)
        throw new SetupProblem(
          `Python ${found.version} could not make ${folder}:\n${lastLines(made.output)}`,
          [],
        );
      const install = ["-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-deps"];
      await pythonOrProblem(
        python(context),
        [...install, "-r", lockFile(context)],
        context,
        `install ${name}`,
        (line) => progress(line.trim().slice(0, 100)),
      );
      writeStamp(stampFile(context), stamp(context));
      return `Python ${found.version}`;
    },
  };
}

/** For each bench with peers, by its program: where they are. @type {Readonly<Record<string, ReturnType<typeof peerEnvironment>>>} */
export const peers = {
  main: peerEnvironment("Keras and JAX", ".venv-bench", "requirements.txt"),
  tables: peerEnvironment("scikit-learn and FLAML", ".venv-tables", join("tables", "requirements.txt")),
  tuning: peerEnvironment("Optuna and Hyperopt", ".venv-tuning", join("tuning", "requirements.txt")),
};
