// `npm pack` runs this first: compiles, bundles for browsers, and copies what the package needs of tfjs-node into vendor/. Why: docs/decisions/native-tensorflow.md
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForPackage } from "./browser/bundle.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const from = join(root, "node_modules", "@tensorflow", "tfjs-node");
const to = join(root, "vendor", "tfjs-node");

/** tfjs-node's line that finds its addon, and what finds ours. */
const finder = "require('@mapbox/node-pre-gyp')";
const ours = "{ find: require('../../../dist/src/tensorflow/native-folder.js').addonPath }";

const compiler = join(root, "node_modules", "typescript-native", "bin", "tsc");
const { status } = spawnSync(process.execPath, [compiler], { cwd: root, stdio: "inherit" });
if (status !== 0) throw new Error("Cannot pack: the library does not compile. Correct the lines above.");

await bundleForPackage({ root });

// Declarations that speak of danfo.js, which a project need not have: without it a DataFrame is of type any.
const declarations = readdirSync(join(root, "dist", "src"), { recursive: true, encoding: "utf8" });
for (const name of declarations.filter((each) => each.endsWith(".d.ts"))) {
  const file = join(root, "dist", "src", name);
  const text = readFileSync(file, "utf8");
  const marked = text.replace(
    /^(?<!ts-ignore.*\n)import type .* from "danfojs-node";$/m,
    "// @ts-ignore: optional\n$&",
  );
  if (marked !== text) writeFileSync(file, marked);
}

rmSync(join(root, "vendor"), { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const isNeeded = (/** @type {string} */ file) => !/(_test\.js|\.d\.ts|run_tests\.js|\.map)$/.test(file);
for (const folder of ["dist", "binding"])
  cpSync(join(from, folder), join(to, folder), { recursive: true, filter: isNeeded });

const index = join(to, "dist", "index.js");
const parts = readFileSync(index, "utf8").split(finder);
if (parts.length !== 2) throw new Error(`Cannot pack: ${index} has not exactly one ${finder} to replace.`);
writeFileSync(index, parts.join(ours));

const { name, version, license, main } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
writeFileSync(join(to, "package.json"), `${JSON.stringify({ name, version, license, main }, null, 2)}\n`);
writeFileSync(
  join(to, "NOTICE"),
  `@tensorflow/tfjs-node ${version}, Copyright Google LLC, Apache License 2.0 (see the LICENSE of tunebook, which is the same).\n` +
    `Changed: dist/index.js finds its addon through tunebook; tests and types are left out.\n`,
);
const headers = join(root, "node_modules", "node-api-headers");
cpSync(join(headers, "include"), join(root, "vendor", "node-api-headers"), { recursive: true });
cpSync(join(headers, "LICENSE"), join(root, "vendor", "node-api-headers", "LICENSE"));
