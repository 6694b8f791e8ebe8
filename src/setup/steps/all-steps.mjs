import { prepareFolder } from "./writable-folder.mjs";
import { requireDiskSpace } from "./disk-space.mjs";
import { requireNode } from "./node-version.mjs";
import { jupyterlabPackages } from "./jupyterlab-packages.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { libraryBuild } from "./library-build.mjs";
import { npmPackages } from "./npm-packages.mjs";
import { packageLink } from "./package-link.mjs";
import { papermillParameters } from "./papermill-parameters.mjs";
import { pythonEnvironment } from "./python-environment.mjs";
import { tensorflowAddon } from "./tensorflow-addon.mjs";
import { tensorflowCheck } from "./tensorflow-check.mjs";
import { wheelFor } from "./tensorflow-files.mjs";
import { tensorflowLibrary } from "./tensorflow-library.mjs";
import { tensorflowStandard } from "./tensorflow-standard.mjs";
import { withLock } from "../lock.mjs";
import { runSteps } from "../run-steps.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** Every step for this platform, in order. @param {Context} context @returns {import("../run-steps.mjs").Step[]} */
export function allSteps(context) {
  const tensorflow = wheelFor(context) ? [tensorflowLibrary, tensorflowAddon] : [tensorflowStandard];
  return [
    pythonEnvironment,
    npmPackages,
    ...tensorflow,
    packageLink,
    libraryBuild,
    tensorflowCheck,
    jupyterlabPackages,
    papermillParameters,
    kernelspec,
  ];
}

/**
 * Brings about all that is missing; a second time there is nothing to do, and no network is needed.
 *
 * @param {Context} context
 * @param {ReturnType<typeof import("../progress.mjs").stepPrinter>} printer
 * @param {readonly import("../run-steps.mjs").Step[]} [steps] less than all, for a command that needs less
 * @throws {import("../problem.mjs").SetupProblem} with what the reader has to install or do
 */
export async function setUp(context, printer, steps = allSteps(context)) {
  requireNode(context.nodeVersion);
  const waiting = (/** @type {number} */ pid) =>
    printer.working("Waiting", `another set-up (process ${pid}) is at work in this folder`);
  await withLock(context, waiting, async () => {
    prepareFolder(context);
    requireDiskSpace(context);
    await runSteps(steps, context, printer);
  });
}
