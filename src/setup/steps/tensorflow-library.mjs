import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, pythonFile, venvPython } from "../context.mjs";
import { pip } from "../pip.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { sha256OfFile } from "../stamp.mjs";
import {
  isAddonBuilt,
  isLibraryUnpacked,
  libraryFolder,
  tensorflowLock,
  wheelFor,
} from "./tensorflow-files.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** TensorFlow's C library and headers, out of the locked wheel. @type {import("../run-steps.mjs").Step} */
export const tensorflowLibrary = {
  name: "Native TensorFlow",
  isDone: (context) => isLibraryUnpacked(context) || isAddonBuilt(context),
  async run(context, progress) {
    const wheel = await downloadWheel(context, progress);
    await unpack(context, wheel, progress);
    rmSync(join(cacheFolder(context), "wheels"), { recursive: true });
    return tensorflowLock(context).version;
  },
};

/** @param {Context} context @param {(text: string) => void} progress @returns {Promise<string>} the wheel's file, its hash checked */
async function downloadWheel(context, progress) {
  const { version, python } = tensorflowLock(context);
  const wheel = /** @type {import("./tensorflow-files.mjs").Wheel} */ (wheelFor(context));
  const folder = join(cacheFolder(context), "wheels");
  mkdirSync(folder, { recursive: true });
  let found = await findByHash(folder, wheel.sha256);
  // A second time past pip's own cache, in case that is what is damaged.
  for (const cache of [[], ["--no-cache-dir"]]) {
    if (found) return found;
    const args = ["download", `${wheel.package}==${version}`, "--no-deps", "--dest", folder, ...cache];
    const target = ["--only-binary=:all:", `--python-version=${python}`, `--platform=${wheel.platform}`];
    await pip(context, [...args, ...target, "--progress-bar=raw"], "download TensorFlow", progress);
    found = await findByHash(folder, wheel.sha256);
  }
  if (found) return found;
  throw new SetupProblem(
    `The TensorFlow that was downloaded twice is not ${wheel.package} ${version} as locked (its SHA-256 differs).`,
    ["A proxy or a mirror changes files on the way: check pip's configuration (pip config list)."],
  );
}

/** Finds the wheel and deletes whatever else lies there: a wheel cut short must not pass for the whole.
 * @param {string} folder @param {string} sha256 @returns {Promise<string | undefined>} */
async function findByHash(folder, sha256) {
  let found;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if ((await sha256OfFile(file)) === sha256) found = file;
    else rmSync(file, { recursive: true, force: true });
  }
  return found;
}

/** @param {Context} context @param {string} wheel @param {(text: string) => void} progress */
async function unpack(context, wheel, progress) {
  const partial = `${libraryFolder(context)}.partial`;
  rmSync(partial, { recursive: true, force: true });
  rmSync(libraryFolder(context), { recursive: true, force: true });
  const script = pythonFile(context, "unpack_tensorflow.py");
  const { code, output } = await runCommand(venvPython(context), [script, wheel, partial], {
    onLine: progress,
  });
  if (code !== 0)
    throw new SetupProblem(`Could not unpack TensorFlow into ${partial}:\n${lastLines(output)}`, [
      "If the disk is full, free 1 GB. Then start again.",
    ]);
  renameSync(partial, libraryFolder(context));
}
