/**
 * How fast the kernel answers, beside ipykernel and stock tslab: `node bench/kernel.mjs [--json FILE]`.
 * Medians of 30 after 10 to warm up, and of 9 interrupts, in milliseconds; needs the project's .venv and a build.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "..");
const python = process.env.TUNEBOOK_PYTHON ?? join(root, ".venv/bin/python");

/** What the design promises, in milliseconds. */
const targets = {
  "first cell": 700,
  "import tunebook": 2000,
  trivial: 5,
  declaration: 15,
  completion: 10,
  "interrupt: waiting": 100,
  "interrupt: loop": 100,
  "interrupt: training": 100,
};

const node = process.execPath;
const file = "{connection_file}";
const kernels = {
  tunebook: [node, join(root, "dist/src/kernel/main.js"), "--connection-file", file],
  "stock-tslab": [node, join(root, "node_modules/tslab/bin/tslab"), "kernel", `--config-path=${file}`],
};

function measure(name, folder) {
  const env = { ...process.env, JUPYTER_PATH: folder, TF_CPP_MIN_LOG_LEVEL: "3" };
  const output = execFileSync(python, [join(root, "bench/kernel_latency.py"), name], {
    env,
    encoding: "utf8",
  });
  const seconds = JSON.parse(output.trim().split("\n").at(-1));
  return Object.fromEntries(Object.entries(seconds).map(([what, value]) => [what, value * 1000]));
}

const folder = mkdtempSync(join(tmpdir(), "tunebook-bench-"));
try {
  for (const [name, argv] of Object.entries(kernels)) {
    mkdirSync(join(folder, "kernels", name), { recursive: true });
    const mode = name === "tunebook" ? { interrupt_mode: "message" } : {};
    const spec = { argv, display_name: name, language: "typescript", ...mode };
    writeFileSync(join(folder, "kernels", name, "kernel.json"), JSON.stringify(spec));
  }
  const results = Object.fromEntries(
    [...Object.keys(kernels), "python3"].map((name) => [name, measure(name, folder)]),
  );
  const format = (value) => (value === undefined ? "–" : value.toFixed(value < 100 ? 1 : 0));
  const rows = Object.entries(targets).map(([what, target]) => [
    what,
    [`≤ ${target}`, ...Object.values(results).map((times) => format(times[what]))],
  ]);
  const width = 20;
  const line = (head, cells) => head.padEnd(width) + cells.map((cell) => cell.padStart(14)).join("");
  console.log(line("milliseconds", ["target", ...Object.keys(results)]));
  for (const [what, cells] of rows) console.log(line(what, cells));
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  if (values.json)
    writeFileSync(values.json, JSON.stringify({ node: process.version, targets, results }, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
