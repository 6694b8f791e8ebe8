import { join } from "node:path";
import { cacheFolder } from "../context.mjs";
import { runCommand } from "../run-command.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/**
 * The checks that run on the sources before any test. @param {Context} context @returns {{ name: string, args: string[] }[]}
 */
function linters(context) {
  const module = (/** @type {string} */ path) => join(context.root, "node_modules", path);
  return [
    { name: "ESLint", args: [module("eslint/bin/eslint.js"), ".", "--max-warnings=0"] },
    {
      name: "Prettier",
      args: [
        module("prettier/bin/prettier.cjs"),
        "--check",
        ".",
        "--cache",
        `--cache-location=${join(cacheFolder(context), "prettier")}`,
      ],
    },
    { name: "Types of set-up", args: [module("typescript-native/bin/tsc"), "-p", join("src", "setup")] },
  ];
}

/**
 * Runs every linter in parallel, and prints the output of those that fail.
 *
 * @param {Context} context
 * @returns {Promise<import("./closing-line.mjs").Counts>}
 */
export async function lint(context) {
  const results = await Promise.all(
    linters(context).map(async ({ name, args }) => {
      const { code, output } = await runCommand(context.node, args, { cwd: context.root, env: context.env });
      console.log(code === 0 ? `  ✓ ${name}` : `  ✗ ${name}\n${output.trimEnd()}`);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}
