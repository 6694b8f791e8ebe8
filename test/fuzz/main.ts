// The full count: `main.js [--seed N] [--part P] [WORD …]` tries the properties whose name holds one of the words, or all of them, and
// then writes docs/fuzz.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "../faults/report.js";
import { fuzzes } from "./all.js";
import type { Fuzz, FuzzOutcome } from "./fuzz.js";

const head = `# Fuzz tests

Made by \`npm run test:fuzz\`, which rewrites this page; \`npm test\` tries a few cases of each, with a seed that is new every
day. A failure prints the smallest case that fails and the seed that brings it back (\`npm run test:fuzz -- --seed N\`).
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: "string", default: "1" }, part: { type: "string", default: "1" } },
  });
  const seed = Number(values.seed);
  const isWanted = ({ name }: Fuzz): boolean =>
    positionals.length === 0 || positionals.some((word) => name.includes(word));
  const outcomes: [Fuzz, FuzzOutcome][] = [];
  for (const fuzz of fuzzes.filter(isWanted)) {
    const outcome = await fuzz.run(Math.max(fuzz.few, Math.ceil(Number(values.part) * fuzz.many)), seed);
    console.log(`${fuzz.name}: ${outcome.cases} cases, ${describe(outcome)}`);
    outcomes.push([fuzz, outcome]);
  }
  const rows = outcomes.map(([{ name, rule }, outcome]) => [
    name,
    rule,
    String(outcome.cases),
    describe(outcome),
  ]);
  const table = markdownTable([["what comes in", "what must hold", "cases", "how they ended"], ...rows]);
  const isWhole = positionals.length === 0;
  if (isWhole)
    writeFileSync(
      join(__dirname, "..", "..", "..", "docs", "fuzz.md"),
      `${head}\n${table}\n\nSeed ${seed}.\n`,
    );
  process.exit(outcomes.some(([, { failure }]) => failure !== undefined) ? 1 : 0);
}

function describe({ endings, failure }: FuzzOutcome): string {
  const counts = Object.entries(endings).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = counts.map(([ending, count]) => `${count} ${ending}`).join(", ");
  return failure === undefined ? text : `**FAILED** after ${text}: ${failure.replaceAll("\n", " ")}`;
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exit(1);
});
