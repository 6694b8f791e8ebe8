import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonFile } from "../context.mjs";
import { pip } from "../pip.mjs";
import { hasStamp, sha256OfText, writeStamp } from "../stamp.mjs";

/** @param {import("../context.mjs").Context} context */
const stampFile = ({ root }) => join(root, ".venv", "tunebook-jupyter.json");

/** @param {import("../context.mjs").Context} context */
const lockText = (context) => readFileSync(pythonFile(context, "jupyter.txt"), "utf8");

/** JupyterLab and the rest of the Python side, exactly the locked versions, each checked by its hash. @type {import("../run-steps.mjs").Step} */
export const jupyterlabPackages = {
  name: "JupyterLab",
  isDone: (context) => hasStamp(stampFile(context), { lock: sha256OfText(lockText(context)) }),
  async run(context, progress) {
    const args = [
      "install",
      "--require-hashes",
      "--only-binary=:all:",
      "--progress-bar=raw",
      "-r",
      pythonFile(context, "jupyter.txt"),
    ];
    await pip(context, args, "install JupyterLab", progress);
    writeStamp(stampFile(context), { lock: sha256OfText(lockText(context)) });
    return /^jupyterlab==(\S+)/m.exec(lockText(context))?.[1];
  },
};
