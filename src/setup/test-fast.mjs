// `npm run test:fast -- [folder …] [mocha options]`: compiles what changed and runs the tests below those folders of
// test/. For everyday work in a checkout that is set up: nothing is checked or installed, nothing is linted.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders whose tests start kernels, browsers, servers or whole chapters: they run when named, and in `npm test`. */
const slow = [
  "api",
  "cluster",
  "faults",
  "fuzz",
  "kernel",
  "notebooks",
  "package",
  "security",
  "setup",
  "web",
];

/** @param {readonly string[]} args arguments of node @returns {boolean} whether it went well */
const run = (args) =>
  spawnSync(process.execPath, args, {
    stdio: "inherit",
    env: { TF_CPP_MIN_LOG_LEVEL: "2", ...process.env },
  }).status === 0;

/** @param {string} folder @returns {boolean} whether some of its tests are plain Node */
const hasModules = (folder) =>
  readdirSync(join("test", folder), { recursive: true, encoding: "utf8" }).some((name) =>
    name.endsWith(".test.mjs"),
  );

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("-"));
const folders = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);
const unknown = folders.filter((folder) => !existsSync(join("test", folder)));
const compiler = join("node_modules", "typescript-native", "bin", "tsc");

if (unknown.length > 0) {
  console.error(
    `Cannot test ${unknown.join(", ")}: no such folder in test/. For example: npm run test:fast -- data`,
  );
  process.exitCode = 2;
} else if (!existsSync(compiler)) {
  console.error("Cannot test: this checkout is not set up. Run: npm start -- --setup-only");
  process.exitCode = 2;
} else {
  const named = folders.flatMap((folder) => [
    `dist/test/${folder}/**/*.test.js`,
    ...(hasModules(folder) ? [`test/${folder}/**/*.test.mjs`] : []),
  ]);
  const everyday = [
    "dist/test/**/*.test.js",
    ...slow.flatMap((folder) => ["--ignore", `dist/test/${folder}/**`]),
  ];
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const tests = ["--reporter", "dot", ...options, ...(folders.length > 0 ? named : everyday)];
  process.exitCode = run([compiler]) && run([mocha, ...tests]) ? 0 : 1;
}
