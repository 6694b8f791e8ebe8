import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pythonFile, venvFolder, venvPython } from "../context.mjs";
import { findPython } from "../find-python.mjs";
import { pip, pipEnvironment } from "../pip.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { hasStamp, sha256OfText, writeStamp } from "../stamp.mjs";

/** @param {import("../context.mjs").Context} context */
const stampFile = (context) => join(venvFolder(context), "tunebook-pip.json");

/** @param {import("../context.mjs").Context} context */
const stamp = (context) => ({ pip: sha256OfText(readFileSync(pythonFile(context, "pip.txt"), "utf8")) });

/** A Python environment inside the checkout, with a pip that is new enough to report sizes. @type {import("../run-steps.mjs").Step} */
export const pythonEnvironment = {
  name: "Python environment (.venv)",
  isDone: (context) => existsSync(venvPython(context)) && hasStamp(stampFile(context), stamp(context)),
  async run(context, progress) {
    const python = await findPython(context);
    rmSync(venvFolder(context), { recursive: true, force: true });
    progress(`Python ${python.version}`);
    const made = await runCommand(python.command, [...python.args, "-m", "venv", venvFolder(context)], {
      env: pipEnvironment(context),
    });
    if (made.code !== 0)
      throw new SetupProblem(
        `Python ${python.version} could not make an environment. It said:\n${lastLines(made.output)}`,
        ["Debian, Ubuntu: sudo apt install python3-venv", "Or set PYTHON to another Python 3.10 or newer."],
      );
    await pip(
      context,
      ["install", "--require-hashes", "-r", pythonFile(context, "pip.txt")],
      "update pip",
      progress,
    );
    writeStamp(stampFile(context), stamp(context));
    return `Python ${python.version}`;
  },
};
