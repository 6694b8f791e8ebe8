import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../context.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** The tests: TypeScript ones compiled, and those of set-up as they are. */
const specs = ["dist/test/**/*.test.js", "test/**/*.test.mjs"];

/**
 * Runs the compiled tests.
 *
 * @param {Context} context
 * @param {readonly string[]} options passed on to mocha
 * @returns {Promise<import("./closing-line.mjs").Counts>} one failure more if mocha itself ended badly
 */
export async function runMocha(context, options) {
  const countsFile = join(cacheFolder(context), "test-counts.json");
  rmSync(countsFile, { force: true });
  const mocha = join(context.root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(context.root, "src", "setup", "testing", "reporter.mjs");
  const code = await new Promise((resolve) => {
    const child = spawn(context.node, [mocha, "--reporter", reporter, ...options, ...specs], {
      cwd: context.root,
      env: { TF_CPP_MIN_LOG_LEVEL: "2", ...context.env, TUNEBOOK_TEST_COUNTS: countsFile },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", () => resolve(127));
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
  if (!existsSync(countsFile)) {
    console.log(`  ✗ mocha ended before its tests did (${code})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const counts = JSON.parse(readFileSync(countsFile, "utf8"));
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
