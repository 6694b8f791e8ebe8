import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, homeFolder, pythonFile, tfjsFolder, tfjsSources } from "../context.mjs";
import { hasStamp } from "../stamp.mjs";

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

/** @param {Context} context @param {"cc" | "framework"} part */
export const libraryName = ({ platform }, part) =>
  platform === "darwin" ? `libtensorflow_${part}.2.dylib` : `libtensorflow_${part}.so.2`;

/** @param {Context} context */
export const addonFolder = (context) => join(tfjsFolder(context), "lib", "napi-v8");

/** @param {Context} context */
export const addonStampFile = (context) => join(addonFolder(context), "built.json");

/** Node-API is the same in every Node, so the addon depends only on these. @param {Context} context */
export const addonStamp = (context) => ({
  tensorflow: tensorflowLock(context).version,
  tfjs: JSON.parse(readFileSync(join(tfjsSources(context), "package.json"), "utf8")).version,
  machine: `${context.platform}-${context.arch}`,
});

/** Packages that are links into another checkout (a git worktree with shared packages) are managed by that checkout.
 * @param {Context} context */
const belongsToAnotherCheckout = (context) =>
  !realpathSync(tfjsFolder(context)).startsWith(realpathSync(homeFolder(context)));

/** Whether the addon is compiled and finds its library, wherever that lies. @param {Context} context */
export const isAddonBuilt = (context) =>
  existsSync(join(addonFolder(context), "tfjs_binding.node")) &&
  existsSync(join(tfjsFolder(context), "deps", "lib", libraryName(context, "cc"))) &&
  (belongsToAnotherCheckout(context) || hasStamp(addonStampFile(context), addonStamp(context)));
