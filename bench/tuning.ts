import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { tuningOnDigits } from "./tuning/digits.js";
import { ownRun, probeOf, type BenchRow } from "./tuning/own-runs.js";
import { samplers } from "./tuning/samplers.js";
import { branin, hartmann6, rosenbrock5, type TestFunction } from "./tuning/test-functions.js";

/**
 * Tuners on functions whose minimum is known, and on real trainings, ours beside Optuna's and Hyperopt's: median regret and
 * milliseconds per suggestion. Run it as `node dist/bench/tuning.js --seeds 30 --trials 100 --json out.json`; a second run with
 * `--trials 1000 --seeds 1` shows what a suggestion costs when there is much to learn from. `--first-seed 100` takes seeds that
 * had no part in choosing any setting.
 */
const functions: Readonly<Record<string, () => TestFunction | Promise<TestFunction>>> = {
  branin: () => branin,
  hartmann6: () => hartmann6,
  rosenbrock5: () => rosenbrock5,
  digits: tuningOnDigits,
};
const peers = ["optuna random", "optuna tpe", "optuna gp", "optuna cma-es", "hyperopt tpe"];

interface MissingRow {
  readonly function: string;
  readonly sampler: string;
  readonly missing: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "15" },
      "first-seed": { type: "string", default: "1" },
      trials: { type: "string", default: "100" },
      functions: { type: "string", default: Object.keys(functions).join(",") },
      samplers: { type: "string", default: Object.keys(samplers).join(",") },
      peers: { type: "string", default: peers.join(",") },
      json: { type: "string" },
    },
  });
  const [count, first, trials] = [Number(values.seeds), Number(values["first-seed"]), Number(values.trials)];
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  const list = (text: string): string[] => text.split(",").filter((name) => name !== "");
  const rows: (BenchRow | MissingRow)[] = [];
  for (const [name, make] of Object.entries(functions)) {
    if (!list(values.functions).includes(name)) continue;
    const test = await make();
    for (const sampler of list(values.samplers)) rows.push(await ownRun(sampler, test, seeds, trials));
    rows.push(...(await peerRuns(list(values.peers), test, seeds, trials)));
    print(rows.filter((row) => row.function === test.name));
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ seeds, trials, rows }, null, 2)}\n`);
}

/** The Python side; nothing where it is not installed. */
async function peerRuns(
  names: readonly string[],
  test: TestFunction,
  seeds: readonly number[],
  trials: number,
): Promise<(BenchRow | MissingRow)[]> {
  const places = [process.env["TUNEBOOK_PEERS_PYTHON"], ".venv-bench/bin/python", ".venv/bin/python"];
  const python = places.find((place) => place !== undefined && existsSync(place));
  if (python === undefined || names.length === 0) return [];
  const { name, minimum, table } = test;
  const plan = JSON.stringify({
    name,
    minimum,
    table,
    probe: await probeOf(test),
    samplers: names,
    seeds,
    trials,
  });
  const program = join("bench", "tuning", "peers.py");
  const { stdout } = await promisify(execFile)(python, [program, plan], { maxBuffer: 1e8 });
  const lines = stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as BenchRow | MissingRow);
}

function print(rows: readonly (BenchRow | MissingRow)[]): void {
  process.stdout.write(
    `\n${rows[0]!.function.padEnd(24)}regret: median  (quartiles)           ms per suggestion\n`,
  );
  for (const row of rows) {
    if ("missing" in row) {
      process.stdout.write(`${row.sampler.padEnd(24)}not run: ${row.missing}\n`);
      continue;
    }
    const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => quantile(row.regrets, q).toPrecision(3));
    const spread = `(${low!} – ${high!})`;
    const time = quantile(row.times, 0.5).toPrecision(3);
    process.stdout.write(`${row.sampler.padEnd(24)}${middle!.padEnd(16)}${spread.padEnd(22)}${time}\n`);
  }
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

void main();
