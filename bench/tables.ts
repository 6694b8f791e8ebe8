/**
 * `autoTune` beside scikit-learn's plain models and FLAML: `npm run bench:tables [-- --minutes M] [--trials N] [--splits S] [--quick]`.
 * Every result is kept in .cache, so that it goes on where it was interrupted; writes the table into docs/tables.md.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeFigures } from "./figures.js";
import { describeMachine } from "./machine.js";
import { benchTables } from "./tables/list.js";
import { measure, type Budget, type Measured } from "./tables/measure.js";
import { isWhole, resultTable } from "./tables/report.js";

const help = `npm run bench:tables -- [--minutes M] [--trials N] [--splits S] [--only TEXT] [--quick] [--fresh]

Tunes on tables that come with packages, divides each several times, and compares with scikit-learn and FLAML on the same rows.
  --minutes M   of each search; default 0.5
  --trials N    of each search, instead of a time
  --splits S    divisions of each table; default 5
  --only TEXT   only tables with TEXT in their name; the page is not written
  --quick       2 splits, 12 trials each
  --fresh       forgets earlier results`;

const root = resolve(__dirname, "..", "..");
const cache = join(root, ".cache", "bench-tables");
const program = join(root, "bench", "tables", "peers.py");
const page = join(root, "docs", "tables.md");

/** The tables as files. */
function exportTables(python: string): string {
  const tables = join(cache, "tables");
  if (existsSync(tables)) return tables;
  const { status } = spawnSync(python, [program, "export", tables], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0)
    throw new Error(`Cannot write the tables to measure on: ${python} ${program} failed; it says above why.`);
  return tables;
}

function earlier(file: string, budget: string): Measured[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as Measured)
    .filter((one) => one.budget === budget && isWhole(one));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string" },
      trials: { type: "string" },
      splits: { type: "string" },
      only: { type: "string" },
      quick: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      python: { type: "string", default: join(root, ".venv-tables", "bin", "python") },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const trials = values.trials ?? (values.quick ? "12" : undefined);
  const budget: Budget =
    trials === undefined ? { minutes: Number(values.minutes ?? 0.5) } : { trials: Number(trials) };
  const words = trials === undefined ? `${budget.minutes!} minutes` : `${trials} trials`;
  const splits = Number(values.splits ?? (values.quick ? 2 : 5));
  const results = join(cache, "results.jsonl");
  mkdirSync(cache, { recursive: true });
  if (values.fresh) rmSync(results, { force: true });
  const tables = benchTables(join(root, "datasets"), exportTables(values.python));
  const [load] = loadavg();
  const done = earlier(results, words);
  for (let split = 1; split <= splits; split++)
    for (const table of tables.filter(({ name }) => name.includes(values.only ?? ""))) {
      if (done.some((one) => one.table === table.name && one.split === split)) continue;
      const measured = {
        ...(await measure(table, split, budget, [values.python, program])),
        budget: words,
      };
      done.push(measured);
      appendFileSync(results, `${JSON.stringify(measured)}\n`);
      console.log(`split ${split}, ${table.name}: ${JSON.stringify(measured.reached)}`);
    }
  const machine = describeMachine();
  const versions = readFileSync(join(root, "bench", "tables", "requirements.in"), "utf8")
    .match(/^[^#\n].*==.*$/gm)!
    .join(", ");
  const text = [
    `Each search: ${words}. ${machine.cores} cores (${machine.processor}), Node ${machine.node}; load average ${load!.toFixed(1)} before it began` +
      `${load! > machine.cores ? ", so the machine was busy with other work" : ""}. ${versions}.`,
    "",
    resultTable(tables, done),
  ].join("\n");
  console.log(text);
  if (values.only === undefined) writeFigures(page, "bench:tables", text);
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exitCode = 1;
});
