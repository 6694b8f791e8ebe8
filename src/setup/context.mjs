import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What every step is told. Steps read the machine only through this, so that a test can hand them another one.
 *
 * @typedef {object} Context
 * @property {string} root the checkout
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {string} nodeVersion for example "20.19.0"
 * @property {string} node the running node, absolute
 */

/** @returns {Context} this checkout on this machine */
export function thisMachine() {
  return {
    root: resolve(dirname(fileURLToPath(import.meta.url)), "../.."),
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    node: process.execPath,
  };
}

/** Everything set-up keeps between runs that is not itself an installed thing. @param {Context} context */
export const cacheFolder = ({ root }) => join(root, ".cache");

/** Where pip and others may put what they are in the middle of. @param {Context} context */
export const temporaryFolder = (context) => join(cacheFolder(context), "tmp");

/** The Python of the project's own environment. @param {Context} context */
export const venvPython = ({ root, platform }) =>
  platform === "win32" ? join(root, ".venv", "Scripts", "python.exe") : join(root, ".venv", "bin", "python");

/** A file of src/setup/python. @param {Context} context @param {string} name */
export const pythonFile = ({ root }, name) => join(root, "src", "setup", "python", name);

/** The folder of the installed tfjs-node. @param {Context} context */
export const tfjsFolder = ({ root }) => join(root, "node_modules", "@tensorflow", "tfjs-node");
