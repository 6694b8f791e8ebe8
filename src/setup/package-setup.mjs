import { existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { cacheFolder, homeFolder, thisMachine, venvFolder } from "./context.mjs";
import { withLock } from "./lock.mjs";
import { SetupProblem } from "./problem.mjs";
import { stepPrinter } from "./progress.mjs";
import { runSteps } from "./run-steps.mjs";
import { requireDiskSpace } from "./steps/disk-space.mjs";
import { requireNode } from "./steps/node-version.mjs";
import { pythonEnvironment } from "./steps/python-environment.mjs";
import { tensorflowAddon } from "./steps/tensorflow-addon.mjs";
import { tensorflowCheck } from "./steps/tensorflow-check.mjs";
import { isAddonBuilt, isLibraryUnpacked, wheelFor } from "./steps/tensorflow-files.mjs";
import { tensorflowLibrary } from "./steps/tensorflow-library.mjs";
import { tensorflowStandard } from "./steps/tensorflow-standard.mjs";
import { prepareFolder } from "./steps/writable-folder.mjs";

/** @typedef {import("./context.mjs").Context} Context */

/** Python only downloads and unpacks: where that is done, there is no need of it. @type {import("./run-steps.mjs").Step} */
const downloader = {
  ...pythonEnvironment,
  name: "Python, to download with",
  isDone: (context) =>
    isLibraryUnpacked(context) || isAddonBuilt(context) || pythonEnvironment.isDone(context),
};

/** @param {Context} context */
const steps = (context) => [
  ...(wheelFor(context) ? [downloader, tensorflowLibrary, tensorflowAddon] : [tensorflowStandard]),
  tensorflowCheck,
];

/**
 * `tunebook setup`: native TensorFlow for projects that install tunebook as a package. A second time there is nothing to do,
 * and no network is needed.
 *
 * @param {string} home where it goes
 * @param {string} folder of the project
 * @param {Partial<Context>} [differences] from this machine, for tests
 * @returns {Promise<boolean>} whether anything was to do
 * @throws {SetupProblem} with what the reader has to do; nothing half-done stays
 */
export async function setUpPackage(home, folder, differences = {}) {
  const context = { ...thisMachine(), ...differences, home };
  requireNode(context.nodeVersion);
  requireProject(folder);
  if (await isSetUp(context)) return false;
  const printer = stepPrinter(process.stdout);
  const waiting = (/** @type {number} */ pid) =>
    printer.working("Waiting", `another set-up (process ${pid}) is at work on ${home}`);
  try {
    await withLock(context, waiting, async () => {
      prepareFolder(context);
      requireDiskSpace(context);
      try {
        await runSteps(steps(context), context, printer);
      } finally {
        clear(context);
      }
    });
  } catch (error) {
    if (wheelFor(context) === undefined || !isLibraryUnpacked(context))
      rmSync(home, { recursive: true, force: true });
    throw error;
  }
  return true;
}

/** @param {Context} context */
async function isSetUp(context) {
  for (const step of steps(context)) if (!(await step.isDone(context))) return false;
  return true;
}

/** @param {string} folder */
function requireProject(folder) {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return;
    if (at === dirname(at)) break;
  }
  throw new SetupProblem(`Cannot set up tunebook for ${folder}: there is no package.json here or above.`, [
    "Go to the folder of your project and run: npx tunebook setup",
    "A new project begins with: npm init -y && npm install tunebook",
  ]);
}

/** Removes what only the set-up itself needed, and what it did not finish. @param {Context} context */
function clear(context) {
  const remove = (/** @type {string} */ path) => rmSync(path, { recursive: true, force: true });
  for (const name of ["tmp", "wheels"]) remove(join(cacheFolder(context), name));
  remove(venvFolder(context));
  if (wheelFor(context) ? !isAddonBuilt(context) : !tensorflowStandard.isDone(context))
    remove(join(homeFolder(context), "node_modules"));
}
