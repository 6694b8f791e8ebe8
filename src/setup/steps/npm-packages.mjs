import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explainClientFailure } from "../network.mjs";
import { runCommand } from "../run-command.mjs";

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */

/** The packages that must be there: folder inside the checkout, and version. Optional ones may be for another platform.
 * @param {import("../context.mjs").Context} context @returns {[string, LockedPackage][]} */
function lockedPackages({ root }) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const packages = /** @type {[string, LockedPackage][]} */ (Object.entries(lock.packages));
  return packages.filter(([folder, { optional, link }]) => folder !== "" && !optional && !link);
}

/** @param {string} file @returns {string | undefined} */
function installedVersion(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).version;
  } catch {
    return undefined;
  }
}

/** How to start npm: the one that belongs to the running node, so that PATH does not matter.
 * @param {import("../context.mjs").Context} context @returns {{ command: string, args: string[], shell: boolean }} */
function npmCommand({ env, node, platform }) {
  const beside = platform === "win32" ? ["node_modules"] : ["..", "lib", "node_modules"];
  const scripts = [env["npm_execpath"], join(dirname(node), ...beside, "npm", "bin", "npm-cli.js")];
  const script = scripts.find((file) => file && file.endsWith("npm-cli.js") && existsSync(file));
  return script
    ? { command: node, args: [script], shell: false }
    : { command: "npm", args: [], shell: platform === "win32" };
}

/**
 * Runs npm in the checkout. It tells what went wrong even where `npm run --silent` has told all npm below it to say nothing.
 *
 * @param {import("../context.mjs").Context} context @param {readonly string[]} args
 */
export function npm(context, args) {
  const { command, args: first, shell } = npmCommand(context);
  return runCommand(command, [...first, ...args, "--loglevel=notice"], {
    cwd: context.root,
    env: context.env,
    shell,
  });
}

/** The locked npm packages. No install scripts run: tfjs-node's is replaced by steps of our own. @type {import("../run-steps.mjs").Step} */
export const npmPackages = {
  name: "npm packages",
  isDone: (context) =>
    lockedPackages(context).every(
      ([folder, { version }]) => installedVersion(join(context.root, folder, "package.json")) === version,
    ),
  async run(context, progress) {
    const packages = lockedPackages(context);
    const count = () =>
      packages.filter(([folder]) => existsSync(join(context.root, folder, "package.json"))).length;
    const timer = setInterval(() => progress(`${count()} of ${packages.length} packages`), 500);
    try {
      const { code, output } = await npm(context, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
      if (code !== 0) throw explainClientFailure("npm", "install the npm packages", output);
    } finally {
      clearInterval(timer);
    }
    return `${packages.length} packages`;
  },
};
