import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { thisMachine } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { ledgerFile, replication } from "./ledger.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("./ledger.mjs").Ledger} Ledger */
/** @typedef {import("./ledger.mjs").ChapterLedger} ChapterLedger */
/** @typedef {import("./read-claims.mjs").ShownClaim} ShownClaim */

/** A claim that comes out the same less often than this is to be reworded or dropped. */
const enough = 0.9;

/** @param {Context} context */
export const pageFile = ({ root }) => join(root, "docs", "claims.md");

/** The page docs/claims.md: every claim of the course, and how it held up on fresh seeds.
 * @param {Ledger} ledger @returns {string} Markdown */
export function ledgerPage(ledger) {
  const chapters = Object.entries(ledger).sort(([a], [b]) => (a < b ? -1 : 1));
  const intro = [
    "# What the course claims, and how well it holds",
    "Made by `npm run claims -- --fresh-seeds 10`, which writes this page anew, chapter by chapter. Each chapter is executed again with fresh seeds: every random number is another one (first weights, batches, splits, generated data), and nothing else changes. A claim that failed there was reworded or dropped, and its chapter tried again with other seeds.",
    "- _verdict_: in the chapter as it is committed;\n- _effect_: with its 95 % interval and what was repeated;\n- _again_: how many times of those tried the verdict was the same; **bold** if fewer than nine in ten, which asks for other words.",
  ];
  return `${[...intro, summary(chapters.map(([, chapter]) => chapter)), ...chapters.map(section)].join("\n\n")}\n`;
}

/** What to expect of all claims together. @param {readonly ChapterLedger[]} chapters */
function summary(chapters) {
  const claims = chapters.flatMap((chapter) =>
    chapter.claims.map((claim) => ({ claim, ...replication(chapter, claim) })),
  );
  const supported = claims.filter(({ claim }) => claim.verdict === "supported");
  // Checks recorded before evidence said so itself rest on a 95 % interval, mostly.
  const byLuck = supported.reduce((sum, { claim }) => sum + (claim.falseAlarm ?? 0.025), 0);
  const tried = claims.filter(({ of }) => of > 0);
  const held = tried.filter(({ same, of }) => same >= enough * of);
  const share = supported.length === 0 ? 0 : (100 * byLuck) / supported.length;
  const alarms =
    `${claims.length} claims, ${supported.length} of them supported. If not one of those effects existed, about ${byLuck.toFixed(1)} ` +
    `(${share.toFixed(1)} %) would have been supported by luck alone: so many false alarms are to be expected at most.`;
  const again = `Of ${tried.length} that were tried again, ${held.length} came out the same in at least nine of ten.`;
  return tried.length === 0 ? alarms : `${alarms} ${again}`;
}

/** @param {[string, ChapterLedger]} entry */
function section([name, chapter]) {
  const tries = Object.keys(chapter.fresh).length;
  const heading = `## ${name}`;
  const about =
    tries === 0 ? "Not tried again yet." : tries === 1 ? "Tried again once." : `Tried again ${tries} times.`;
  const rounds = chapter.round ?? 1;
  const reworded =
    rounds > 1 && tries > 0
      ? ` This is round ${rounds}: its code was changed after an earlier round, and these seeds played no part in that.`
      : "";
  if (chapter.claims.length === 0) return `${heading}\n\nNo claim.`;
  const rows = chapter.claims.map((claim) => row(name, chapter, claim));
  const table = [
    "| claim | verdict | effect | repeated | again |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ];
  return [heading, about + reworded, table.join("\n")].join("\n\n");
}

/** @param {string} name @param {ChapterLedger} chapter @param {ShownClaim} claim */
function row(name, chapter, claim) {
  const { same, of } = replication(chapter, claim);
  const again = of === 0 ? "–" : `${same} of ${of}`;
  const cells = [
    `<a id="${anchor(name, claim.key)}"></a>${escaped(claim.claim)}`,
    claim.verdict,
    escaped(claim.figure ?? claim.details),
    repeatedText(claim),
    of > 0 && same < enough * of ? `**${again}**` : again,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What was repeated, as far as the claim says so. @param {ShownClaim} claim */
function repeatedText({ replicated, falseAlarm }) {
  if (replicated) return `${replicated.count} × ${escaped(replicated.unit)}`;
  return falseAlarm === 0 ? "exact" : "–";
}

/** Where a claim's row is, for links: `docs/claims.md#06-patience-1-stops-early`. @param {string} name @param {string} key */
export const anchor = (name, key) => `${name.slice(0, 2)}-${key.replaceAll("/", "-")}`;

/** @param {string} text for a cell of a table */
const escaped = (text) =>
  text.replace(/[\\`*_<>|[\]]/g, (character) => `\\${character}`).replaceAll("\n", " ");

/** Writes the page, in the form in which the project's files are kept. @param {Context} context @param {Ledger} ledger */
export async function writePage(context, ledger) {
  const file = pageFile(context);
  writeFileSync(file, ledgerPage(ledger));
  const prettier = resolve(thisMachine().root, "node_modules/prettier/bin/prettier.cjs");
  const { code, output } = await runCommand(context.node, [prettier, "--write", file, ledgerFile(context)]);
  if (code !== 0)
    throw new SetupProblem(`Cannot format ${file}:\n${lastLines(output)}`, ["npm start -- --setup-only"]);
}
