import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../context.mjs";
import { sumOfCounts } from "./closing-line.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("./closing-line.mjs").Counts} Counts */

/** The tests in two groups of about the same length, which run side by side: much of the first waits for other processes, and the
 * second executes chapters. Compiled tests are TypeScript; those of set-up and chapters run as they are. */
const groups = [
  {
    name: "library",
    specs: ["dist/test/**/*.test.js", "test/**/*.test.mjs"],
    ignore: ["--ignore", "test/notebooks/**"],
  },
  { name: "notebooks", specs: ["test/notebooks/**/*.test.mjs"], ignore: [] },
];

/**
 * Runs all tests. The report of a group is held back until the one before it has ended, so that they do not mix.
 *
 * @param {Context} context
 * @param {readonly string[]} options passed on to mocha
 * @returns {Promise<Counts>} one failure more for each group in which mocha itself ended badly
 */
export async function runMocha(context, options) {
  const started = groups.map(({ name, specs, ignore }) =>
    startMocha(context, name, [...options, ...ignore, ...specs]),
  );
  const counts = [];
  for (const group of started) {
    group.show();
    counts.push(await group.counts);
  }
  return sumOfCounts(counts);
}

/**
 * Starts mocha in a process of its own.
 *
 * @param {Context} context
 * @param {string} name of the group
 * @param {readonly string[]} args of mocha
 * @returns {{ show: () => void, counts: Promise<Counts> }} `show` prints what it has said, and from then on what it says
 */
function startMocha(context, name, args) {
  const countsFile = join(cacheFolder(context), `test-counts-${name}.json`);
  rmSync(countsFile, { force: true });
  const mocha = join(context.root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(context.root, "src", "setup", "testing", "reporter.mjs");
  const child = spawn(context.node, [mocha, "--reporter", reporter, ...args], {
    cwd: context.root,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", ...context.env, TUNEBOOK_TEST_COUNTS: countsFile },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { show } = heldOutput([child.stdout, child.stderr]);
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (status, signal) => resolve(status ?? signal ?? 128));
  });
  return { show, counts: ended.then((code) => countsOf(countsFile, name, code)) };
}

/** Keeps what streams say until it is to be shown. @param {readonly import("node:stream").Readable[]} streams */
function heldOutput(streams) {
  /** @type {Buffer[]} */
  const held = [];
  let take = (/** @type {Buffer} */ chunk) => void held.push(chunk);
  for (const stream of streams) stream.on("data", (chunk) => take(chunk));
  return {
    show() {
      for (const chunk of held) process.stdout.write(chunk);
      take = (chunk) => void process.stdout.write(chunk);
    },
  };
}

/** @param {string} countsFile @param {string} name @param {number | string} code how mocha ended @returns {Counts} */
function countsOf(countsFile, name, code) {
  if (!existsSync(countsFile)) {
    console.log(`  ✗ mocha ended before its tests of ${name} did (${code})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const counts = JSON.parse(readFileSync(countsFile, "utf8"));
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
