import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { functions } from "./tuning/functions.js";
import { ownRun, type BenchRow } from "./tuning/own-runs.js";
import { peerRuns, type MissingRow } from "./tuning/peer-runs.js";
import { samplers } from "./tuning/samplers.js";

/*
 * Tuners on functions whose minimum is known, and on real trainings, ours beside Optuna's and Hyperopt's: median regret and
 * milliseconds per suggestion. Run it as `node dist/bench/tuning.js --seeds 30 --trials 100 --json out.json`; a second run with
 * `--trials 1000 --seeds 1` shows what a suggestion costs when there is much to learn from. `--first-seed 100` takes seeds that
 * had no part in choosing any setting.
 */
const peers = ["optuna random", "optuna tpe", "optuna gp", "optuna cma-es", "hyperopt tpe"];

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
