import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupProblem } from "../problem.mjs";
import { claimsIn, sourceVersion } from "./read-claims.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("../notebooks/notebook.mjs").Notebook} Notebook */
/** @typedef {import("./read-claims.mjs").ShownClaim} ShownClaim */

/**
 * What is known about the claims of one chapter.
 *
 * @typedef {object} ChapterLedger
 * @property {string} version of the chapter's code: what was found with another is thrown away
 * @property {number} [round] counts the versions that were tried again: each has seeds of its own, so that claims which were reworded
 *   after a first round are not judged by the seeds that asked for other words; 1 if missing
 * @property {ShownClaim[]} claims as the committed notebook shows them
 * @property {Record<string, Record<string, string>>} fresh for each set of fresh seeds: key of a claim → verdict
 *
 * @typedef {Record<string, ChapterLedger>} Ledger by chapter
 */

/** @param {Context} context */
export const ledgerFile = ({ root }) => join(root, "docs", "claims.json");

/** @param {Context} context @returns {Ledger} @throws {SetupProblem} if the file is damaged */
export function readLedger(context) {
  const file = ledgerFile(context);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SetupProblem(`Cannot read the ledger ${file}: ${String(error)}`, [`git checkout ${file}`]);
  }
}

/** @param {Context} context @param {Ledger} ledger */
export function writeLedger(context, ledger) {
  mkdirSync(dirname(ledgerFile(context)), { recursive: true });
  const sorted = Object.fromEntries(Object.entries(ledger).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(ledgerFile(context), `${JSON.stringify(sorted, null, 2)}\n`);
}

/**
 * What is known of a chapter: the claims as it shows them now, and those verdicts on fresh seeds that are of the same code. Changed
 * code that had been tried begins the next round.
 *
 * @param {ChapterLedger | undefined} before
 * @param {Notebook} notebook as committed, executed
 * @returns {ChapterLedger}
 */
export function chapterLedger(before, notebook) {
  const version = sourceVersion(notebook);
  const claims = claimsIn(notebook).map(briefly);
  if (!before) return { version, claims, fresh: {} };
  if (before.version === version) return { ...before, claims };
  const wasTried = Object.keys(before.fresh).length > 0;
  return { version, round: (before.round ?? 1) + (wasTried ? 1 : 0), claims, fresh: {} };
}

/** Without the numbers that only a chapter needs. @param {ShownClaim} shown @returns {ShownClaim} */
function briefly({ key, id, claim, verdict, details, figure, replicated, falseAlarm }) {
  const optional = { id, figure, replicated, falseAlarm };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { key, claim, verdict, details, ...given };
}

/** The sets of fresh seeds that are still to be run, of 1, …, `wanted`. @param {ChapterLedger} chapter @param {number} wanted */
export function missingSeeds({ fresh }, wanted) {
  const all = Array.from({ length: wanted }, (_, index) => String(index + 1));
  return all.filter((seeds) => !(seeds in fresh));
}

/** The name of a set of fresh seeds, from which all its random numbers follow. @param {ChapterLedger} chapter @param {string} seeds */
export const seedName = ({ round = 1 }, seeds) =>
  round === 1 ? `ledger ${seeds}` : `ledger ${round}.${seeds}`;

/** The verdicts of an execution with fresh seeds; a claim that was not reached has none. @param {Notebook} notebook */
export function verdictsOf(notebook) {
  return Object.fromEntries(claimsIn(notebook).map(({ key, verdict }) => [key, verdict]));
}

/**
 * How a claim fared on fresh seeds.
 *
 * @param {ChapterLedger} chapter
 * @param {ShownClaim} claim
 * @returns {{ same: number, contradicted: number, of: number }} how often the verdict was the same, and how often the opposite
 */
export function replication({ fresh }, { key, verdict }) {
  const verdicts = Object.values(fresh).map((byKey) => byKey[key]);
  const count = (/** @type {string} */ wanted) => verdicts.filter((found) => found === wanted).length;
  const opposite = verdict === "supported" ? "contradicted" : "supported";
  return {
    same: count(verdict),
    contradicted: verdict === "not settled" ? 0 : count(opposite),
    of: verdicts.length,
  };
}
