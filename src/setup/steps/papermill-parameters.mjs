import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

/** @typedef {import("../context.mjs").Context} Context */

/** Where the environment's packages lie. @param {Context} context @returns {string} */
function sitePackages({ root, platform }) {
  if (platform === "win32") return join(root, ".venv", "Lib", "site-packages");
  const lib = join(root, ".venv", "lib");
  const python = readdirSync(lib).find((name) => existsSync(join(lib, name, "site-packages")));
  if (python === undefined)
    throw new Error(`Cannot tell Python where papermill's translator is: no site-packages under ${lib}.`);
  return join(lib, python, "site-packages");
}

/** Python takes a line of a .pth file as a folder relative to the file's own, so a moved checkout has nothing to repair.
 * @param {string} packages @param {Context} context */
const line = (packages, { root }) => `${relative(packages, join(root, "src", "kernel", "papermill"))}\n`;

/** Lets papermill write its parameters in TypeScript: see src/kernel/papermill. @type {import("../run-steps.mjs").Step} */
export const papermillParameters = {
  name: "Parameters for papermill",
  isDone(context) {
    try {
      const packages = sitePackages(context);
      return readFileSync(join(packages, "tunebook.pth"), "utf8") === line(packages, context);
    } catch {
      return false;
    }
  },
  run(context) {
    const packages = sitePackages(context);
    writeFileSync(join(packages, "tunebook.pth"), line(packages, context));
  },
};
