// Measures this library against its peers: see `npm run bench -- --help`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadDataset } from "../src/data/index.js";
import { comparisons, type Comparison } from "./comparisons.js";
import { compare, peerCommands } from "./compare.js";
import { exportDataset } from "./export-dataset.js";
import { describeMachine } from "./machine.js";
import { ownMeasures } from "./own-measures.js";
import { comparisonTable, verdictTable, type Outcome } from "./report.js";
import { verdicts, type Verdict } from "./verdicts.js";

const help = `npm run bench -- [--json FILE] [--only TEXT] [--quick]

Trains the same networks with tunebook, tfjs-node, Keras and JAX, in turns, and prints medians.
  --json FILE   write everything that was measured there
  --only TEXT   only what has TEXT in its name:
${[...comparisons, ...ownMeasures].map(({ name }) => `                  ${name}`).join("\n")}
  --quick       each library has one turn: minutes instead of a quarter of an hour, and noisier`;

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
    python: { type: "string", default: "python3" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  if (options.help) {
    console.log(help);
    return;
  }
  const wanted = ({ name }: { name: string }): boolean => name.includes(options.only);
  const folder = mkdtempSync(join(tmpdir(), "tunebook-bench-"));
  try {
    const outcomes: Outcome[] = [];
    for (const comparison of comparisons.filter(wanted)) outcomes.push(await measure(comparison, folder));
    const measures: (Verdict & { details: object })[] = [];
    for (const { name, run } of ownMeasures.filter(wanted)) {
      say(name);
      measures.push(await run(options.quick));
    }
    report(outcomes, measures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(comparison: Comparison, folder: string): Promise<Outcome> {
  say(comparison.name);
  const { dataset, examples } = comparison;
  const data = join(folder, dataset);
  exportDataset(await loadDataset(dataset, examples === undefined ? {} : { examples }), data);
  const commands = peerCommands(options.python, resolve(__dirname, "..", ".."));
  const rounds = options.quick ? 1 : comparison.rounds;
  return { comparison, results: await compare(comparison, data, commands, rounds) };
}

function report(outcomes: readonly Outcome[], measures: readonly (Verdict & { details: object })[]): void {
  const machine = describeMachine();
  const targets = [
    ...outcomes.flatMap(({ comparison, results }) => verdicts(comparison, results)),
    ...measures,
  ];
  console.log(
    `\n${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}\n`,
  );
  if (outcomes.length > 0) console.log(`${comparisonTable(outcomes)}\n`);
  console.log(verdictTable(targets));
  if (options.json === undefined) return;
  writeFileSync(options.json, `${JSON.stringify({ machine, outcomes, targets }, null, 2)}\n`);
  console.log(`\nWritten to ${options.json}`);
}

function say(name: string): void {
  console.log(`measuring: ${name} …`);
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exitCode = 1;
});
