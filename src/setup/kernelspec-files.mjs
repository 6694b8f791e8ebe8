// How Jupyter is told of the kernel: by set-up for the course's own, by `tunebook kernel install` for any other.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasStamp, writeStamp } from "./stamp.mjs";

/**
 * @typedef {object} Installation
 * @property {string} root where tunebook is
 * @property {string} node the Node.js that runs the kernel
 */

const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];
const logoFolder = fileURLToPath(new URL("../kernel/logo/", import.meta.url));

/** Its paths are absolute, so that PATH and folder do not matter. @param {Installation} installation */
const specification = ({ root, node }) => ({
  argv: [node, join(root, "dist", "src", "kernel", "main.js"), "--connection-file", "{connection_file}"],
  display_name: "TypeScript (tunebook)",
  language: "typescript",
  interrupt_mode: "message",
  metadata: { debugger: true },
  // The first words of TensorFlow about the processor come before its own log level counts: 3 silences those too.
  env: { TF_CPP_MIN_LOG_LEVEL: "3" },
});

/** @param {string} folder of the kernel, in one of Jupyter's @param {Installation} installation @returns {boolean} */
export const isRegistered = (folder, installation) =>
  hasStamp(join(folder, "kernel.json"), specification(installation)) &&
  logos.every((name) => existsSync(join(folder, name)));

/** @param {string} folder of the kernel, in one of Jupyter's @param {Installation} installation */
export function register(folder, installation) {
  mkdirSync(folder, { recursive: true });
  for (const name of logos) copyFileSync(join(logoFolder, name), join(folder, name));
  writeStamp(join(folder, "kernel.json"), specification(installation));
}
