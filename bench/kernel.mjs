// How fast the kernel answers; needs the project's .venv and a build.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { commandLine } from "../src/setup/command-line.mjs";
import { SetupProblem } from "../src/setup/problem.mjs";
import { reportProblem } from "../src/setup/report-problem.mjs";

const root = resolve(import.meta.dirname, "..");
const python = process.env.TUNEBOOK_PYTHON ?? join(root, ".venv/bin/python");
const page = join(root, "docs/kernel.md");

/** A peer that only the bench needs: it is kept beside the other caches. */
const denoVersion = "2.9.6";
const denoFolder = join(root, ".cache", `deno-${denoVersion}`);
const deno = join(denoFolder, "node_modules/.bin/deno");

/** What is measured, by the name it has in kernel_latency.py: in words, and what it may take, in milliseconds. */
const measures = {
  "first cell": ["start of the kernel → result of `1 + 1`", 700],
  "first chart": ["start of the kernel → first chart of chapter 00", 2500],
  trivial: ["`1 + 17`", 5],
  declaration: ["`const name17 = 17`", 15],
  completion: ["completion of a library's member", 10],
  "interrupt: waiting": ["interrupt of an `await`", 100],
  "interrupt: loop": ["interrupt of `while (true);`", 100],
  "interrupt: training": ["interrupt of a training", 100],
  "interrupt: training, shown": ["the same, until the curves of what it has are drawn", 250],
  memory: ["memory at rest after `1 + 1`, in MB", 200],
};

const node = process.execPath;
const file = "{connection_file}";
const kernels = {
  tunebook: [node, join(root, "dist/src/kernel/main.js"), "--connection-file", file],
  ipykernel: [python, "-m", "ipykernel_launcher", "-f", file],
  deno: [deno, "jupyter", "--kernel", "--conn", file],
  "stock tslab": [node, join(root, "node_modules/tslab/bin/tslab"), "kernel", `--config-path=${file}`],
};

const typescript = {
  prepare: "1",
  trivial: "1 + {}",
  declaration: "const name{} = {}",
  completion: "Math.ma",
  endless: {
    "interrupt: waiting": "console.log('started'); await new Promise((go) => setTimeout(go, 1e6))",
    "interrupt: loop": "console.log('started'); while (true);",
  },
};

/** The kernels that can run the chapters are measured with the library imported, as a chapter has it. */
const library = {
  ...typescript,
  chart: firstCell("00-start-here"),
  prepare: 'import * as tunebook from "tunebook"; const digits = await tunebook.loadDataset("digits")',
  completion: "tunebook.pres",
};

/** A training that does not end by itself; interrupted, it keeps what it has. */
const training = "await tunebook.train(digits, { ...tunebook.presets.baseline, epochs: 1e6 }, { seed: 1 });";

/** What each kernel runs. */
const code = {
  tunebook: {
    ...library,
    endless: {
      ...library.endless,
      // Only this kernel tells a training of an interrupt.
      "interrupt: training": `console.log('started'); { ${training} }`,
      "interrupt: training, shown": `console.log('started'); ${training}`,
    },
  },
  ipykernel: {
    prepare: "import json",
    trivial: "1 + {}",
    declaration: "name{} = {}",
    completion: "json.dum",
    endless: {
      "interrupt: waiting": "import time; print('started', flush=True); time.sleep(1e6)",
      "interrupt: loop": "print('started', flush=True)\nwhile True: pass",
    },
  },
  deno: typescript,
  "stock tslab": library,
};

/** @param {string} chapter */
function firstCell(chapter) {
  const notebook = JSON.parse(readFileSync(join(root, `notebooks/${chapter}.ipynb`), "utf8"));
  return notebook.cells.find((cell) => cell.cell_type === "code").source.join("");
}

function installDeno() {
  if (existsSync(deno)) return;
  mkdirSync(denoFolder, { recursive: true });
  writeFileSync(join(denoFolder, "package.json"), "{}");
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `deno@${denoVersion}`];
  const { status } = spawnSync("npm", install, { cwd: denoFolder, stdio: "inherit", shell: true });
  if (status !== 0)
    throw new Error("Cannot install Deno to measure against: npm says above why; try again, or use --only.");
}

/** Seconds of every round, by measure and kernel. @param {string[]} names @param {number} rounds */
function measure(names, rounds) {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-bench-"));
  try {
    for (const name of names) writeSpec(folder, name);
    const chosen = Object.fromEntries(names.map((name) => [idOf(name), code[name]]));
    const script = join(root, "bench/kernel_latency.py");
    const output = execFileSync(python, [script, String(rounds), JSON.stringify(chosen)], {
      env: { ...process.env, JUPYTER_PATH: folder, TF_CPP_MIN_LOG_LEVEL: "3" },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    return JSON.parse(output.trim().split("\n").at(-1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A kernel's folder may not have a space in its name, and the course's own kernel is called tslab. @param {string} name */
function idOf(name) {
  return `bench-${name.replace(" ", "-")}`;
}

/** @param {string} folder @param {string} name */
function writeSpec(folder, name) {
  const place = join(folder, "kernels", idOf(name));
  mkdirSync(place, { recursive: true });
  const language = name === "ipykernel" ? "python" : "typescript";
  const mode = ["tunebook", "deno"].includes(name) ? { interrupt_mode: "message" } : {};
  const spec = { argv: kernels[name], display_name: name, language, ...mode };
  writeFileSync(join(place, "kernel.json"), JSON.stringify(spec));
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number[] | undefined} seconds */
function milliseconds(seconds) {
  if (seconds === undefined) return "–";
  const value = median(seconds) * 1000;
  return value.toFixed(value < 100 ? 1 : 0);
}

/** @param {Record<string, Record<string, number[]>>} times @param {string[]} names @param {number} rounds
 * @param {number} load how many processes wanted to run before */
function table(times, names, rounds, load) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const rows = Object.entries(measures).map(([what, [words, target]]) =>
    row([words, `≤ ${target}`, ...names.map((name) => milliseconds(times[what]?.[idOf(name)]))]),
  );
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Deno ${denoVersion}`;
  return [
    `Medians of ${rounds} in milliseconds, memory once; kernels taking turns; ${machine}; load average ${load.toFixed(1)} before it began. "–" means that the kernel cannot do it.`,
    "",
    row(["", "target", ...names]),
    row(["---", "---:", ...names.map(() => "---:")]),
    ...rows,
  ].join("\n");
}

const help = `npm run bench:kernel -- [options]

How fast the kernel answers, beside ipykernel, Deno and stock tslab: medians, written into docs/kernel.md.

  --rounds N    default 30
  --only NAME   one kernel: ${Object.keys(kernels).join(", ")}; the page is not written
  --json FILE   write every time there
  --help        this text`;

/** @param {readonly string[]} args */
async function bench(args) {
  const line = commandLine(args, {
    ...{ command: "npm run bench:kernel --", help },
    options: {
      rounds: { type: "string", default: "30" },
      only: { type: "string" },
      json: { type: "string" },
    },
  });
  if (!line) return;
  const { values, usage } = line;
  const { only, json } = values;
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new SetupProblem(`--rounds takes a whole number, 1 or more, not "${values.rounds}".`, usage);
  const names = only === undefined ? Object.keys(kernels) : [only];
  if (!names.every((name) => Object.hasOwn(kernels, name)))
    throw new SetupProblem(`--only takes one of ${Object.keys(kernels).join(", ")}, not "${only}".`, usage);
  if (names.includes("deno")) installDeno();
  const [load] = loadavg();
  const times = measure(names, rounds);
  const text = table(times, names, rounds, load);
  console.log(text);
  if (json) writeFileSync(json, JSON.stringify({ measures, times }, null, 2));
  if (only !== undefined) return;
  const { writeFigures } = await import("../dist/bench/figures.js");
  writeFigures(page, "bench:kernel", text);
}

try {
  await bench(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
