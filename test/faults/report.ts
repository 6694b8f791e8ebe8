import { describeMachine } from "../../bench/machine.js";
import type { Fault } from "./fault.js";
import { isSound, type Tally } from "./tally.js";

/** What came of one fault: its counts, or why it could not be tried. */
export interface Finding {
  readonly fault: Fault;
  readonly outcome: Tally | string;
  readonly seconds: number;
}

const head = `# Fault tests

Made by \`npm run test:faults\`, which rewrites this page; \`npm test\` tries each fault once or twice. The moment at which
a fault strikes is drawn at random from a seed.

- _finished_: runs, or trials of a study, that were finished when it struck or came to their end afterwards;
- _lost_: of those, how many were gone or no longer whole;
- _twice_: of those, how many were trained again although they were finished;
- _different_: of those, how many had any other bit in their numbers than without the fault, measured times left out.
`;

/** The page as Markdown. */
export function reportOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ fault, outcome, seconds }) =>
    typeof outcome === "string"
      ? [fault.name, fault.trial, "–", "", "", "", "", `skipped: ${outcome}`]
      : [
          fault.name,
          fault.trial,
          ...[outcome.trials, outcome.finished, outcome.lost, outcome.twice, outcome.different].map(String),
          isSound(outcome) ? `sound, ${seconds.toFixed(0)} s` : `**NOT SOUND** ${outcome.problems.join(" ")}`,
        ],
  );
  const titles = ["fault", "one trial", "trials", "finished", "lost", "twice", "different", "verdict"];
  const { system, cores, node } = describeMachine();
  return `${head}
${markdownTable([titles, ...rows])}

Made on ${system}, ${cores} cores, Node ${node}.
`;
}

/** Rows as a Markdown table, columns as wide as their widest cell. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}
