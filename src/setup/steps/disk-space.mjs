import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { homeFolder, tfjsFolder, venvPython } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";
import { megabytes } from "../progress.mjs";
import { isAddonBuilt, isLibraryUnpacked } from "./tensorflow-files.mjs";

/** The space each part takes during installation, as measured, plus a margin. */
const partBytes = { packages: 0.7e9, tensorflow: 1.25e9, jupyterlab: 0.75e9 };

/** @param {import("../context.mjs").Context} context @returns {number} bytes that are still to be written */
export function missingBytes(context) {
  const tensorflow = isLibraryUnpacked(context) || isAddonBuilt(context) ? 0 : partBytes.tensorflow;
  if (context.home) return tensorflow;
  return (
    (existsSync(join(tfjsFolder(context), "package.json")) ? 0 : partBytes.packages) +
    tensorflow +
    (existsSync(venvPython(context)) ? 0 : partBytes.jupyterlab)
  );
}

/** @param {string} folder @returns {number} bytes free to us on its disk */
const freeBytesAt = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * Fails before the first download if there is not enough disk space.
 *
 * @param {import("../context.mjs").Context} context
 * @param {(folder: string) => number} [freeBytes] asks the disk
 */
export function requireDiskSpace(context, freeBytes = freeBytesAt) {
  const needed = missingBytes(context);
  const free = freeBytes(homeFolder(context));
  if (needed === 0 || free >= needed) return;
  throw new SetupProblem(
    `Not enough room on the disk of ${homeFolder(context)}: ${megabytes(needed)} MB are needed, ${megabytes(free)} MB are free.`,
    [
      `Free ${megabytes(needed - free)} MB, or ` +
        (context.home
          ? "set TUNEBOOK_HOME to a folder on another disk."
          : "clone the project onto another disk."),
    ],
  );
}
