import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The context of every step. Steps read the machine only through this, so that a test can pass another one.
 *
 * @typedef {object} Context
 * @property {string} root the checkout, or the installed package
 * @property {string} [home] only for an installed package: the folder into which native TensorFlow goes
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

/** What set-up may write into. @param {Context} context */
export const homeFolder = ({ root, home }) => home ?? root;

/** Everything set-up keeps between runs that is not itself an installed thing. @param {Context} context */
export const cacheFolder = (context) => join(homeFolder(context), ".cache");

/** Where pip and others may put temporary files. @param {Context} context */
export const temporaryFolder = (context) => join(cacheFolder(context), "tmp");

/** The Python of the project's own environment. @param {Context} context */
export const venvPython = (context) =>
  context.platform === "win32"
    ? join(venvFolder(context), "Scripts", "python.exe")
    : join(venvFolder(context), "bin", "python");

/** @param {Context} context */
export const venvFolder = (context) => join(homeFolder(context), ".venv");

/** A file of src/setup/python. @param {Context} context @param {string} name */
export const pythonFile = ({ root }, name) => join(root, "src", "setup", "python", name);

/** Where tfjs-node's `deps` and `lib` are made. @param {Context} context */
export const tfjsFolder = (context) => join(homeFolder(context), "node_modules", "@tensorflow", "tfjs-node");

/** Where tfjs-node's own files lie. @param {Context} context */
export const tfjsSources = (context) =>
  context.home ? join(context.root, "vendor", "tfjs-node") : tfjsFolder(context);

/** The headers of Node's C interface. @param {Context} context */
export const nodeHeaders = ({ root, home }) =>
  home ? join(root, "vendor", "node-api-headers") : join(root, "node_modules", "node-api-headers", "include");
