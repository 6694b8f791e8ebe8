import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, venvPython } from "../context.mjs";
import { runCommand } from "../run-command.mjs";
import { hasStamp, writeStamp } from "../stamp.mjs";
import { jupyterEnvironment } from "./environment.mjs";

/**
 * Signs the course's notebooks for this JupyterLab, so that it shows the charts they were saved with.
 *
 * @param {import("../context.mjs").Context} context
 */
export async function trustNotebooks(context) {
  const folder = join(context.root, "notebooks");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
  if (files.length === 0) return;
  const times = Object.fromEntries(files.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
  const stamp = join(cacheFolder(context), "jupyter", "trusted.json");
  if (hasStamp(stamp, times)) return;
  const args = ["-m", "jupyter", "trust", ...files.map((name) => join(folder, name))];
  const { code } = await runCommand(venvPython(context), args, { env: jupyterEnvironment(context) });
  if (code === 0) writeStamp(stamp, times);
}
