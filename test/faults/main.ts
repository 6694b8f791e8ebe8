// The full count: `main.js [--few] [--part P] [--seed N] [WORD …]` tries the faults whose name holds one of the words, or all of them, and then
// writes docs/faults.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stream } from "../../src/index.js";
import type { Fault } from "./fault.js";
import { faults } from "./faults.js";
import { reportOf, type Finding } from "./report.js";
import { isSound } from "./tally.js";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      few: { type: "boolean", default: false },
      part: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
    },
  });
  const wanted = faults.filter(
    ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
  );
  const findings: Finding[] = [];
  const part = values.few ? 0 : Number(values.part);
  for (const fault of wanted) findings.push(await tryOut(fault, part, Number(values.seed)));
  const isSoundAll = findings.every(({ outcome }) => typeof outcome === "string" || isSound(outcome));
  const report = reportOf(findings);
  if (values.few || positionals.length > 0) console.log(report);
  else writeFileSync(join(__dirname, "..", "..", "..", "docs", "faults.md"), report);
  console.log(
    isSoundAll ? "Nothing finished was lost, nothing trained twice." : `Not sound; seed ${values.seed}.`,
  );
  process.exit(isSoundAll ? 0 : 1);
}

async function tryOut(fault: Fault, part: number, seed: number): Promise<Finding> {
  const reason = fault.impossible();
  const start = performance.now();
  const trials = Math.max(fault.few, Math.ceil(part * fault.many));
  const outcome = reason ?? (await fault.strike(trials, stream(seed, fault.name)));
  const seconds = (performance.now() - start) / 1000;
  console.log(`${fault.name}: ${JSON.stringify(outcome)}, ${seconds.toFixed(0)} s`);
  return { fault, outcome, seconds };
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exit(1);
});
