import { mean } from "../../src/runtime/numbers.js";
import { markdownTable } from "../../test/faults/report.js";
import { describeMachine } from "../machine.js";
import type { Missing, Problem } from "./contest.js";
import type { Pace } from "./pace.js";
import {
  criticalDifference,
  estimate,
  pairings,
  ranksByProblem,
  type Contest,
  type Estimate,
} from "./standings.js";

/** All that the page is made of. */
export interface ContestResults {
  readonly contest: Contest;
  /** Names and versions of the other libraries. */
  readonly versions: string;
  readonly missing: Missing;
  readonly trials: number;
  readonly pace: ReadonlyMap<string, Pace>;
  /** Friedman's p and Nemenyi's q. */
  readonly friedman: { readonly p: number; readonly q: number };
}

/** Our samplers, each beside what does the same elsewhere. */
const counterparts = [
  ["tunebook random", "optuna random"],
  ["tunebook quasiRandom", "optuna qmc"],
  ["tunebook tpe", "optuna tpe"],
  ["tunebook tpe", "hyperopt tpe"],
  ["tunebook gp", "optuna gp"],
  ["tunebook gp", "smac"],
  ["tunebook cmaEs", "optuna cma-es"],
  ["tunebook auto", "tunebook tpe"],
  ["tunebook auto", "optuna tpe"],
] as const;

/** The measured part of docs/tuning.md. */
export function contestReport(results: ContestResults): string {
  const { contest, trials } = results;
  const ranks = ranksByProblem(contest, trials);
  return [
    counts(results),
    `### Mean ranks after ${trials} trials`,
    rankTable(contest, ranks, results.friedman),
    "### Each beside its counterpart",
    pairTable(contest),
    "### Early and late",
    anytimeTable(contest, trials),
    "### Milliseconds of processor time per suggestion",
    paceTable(results.pace),
    "### Every problem",
    problemTable(contest, ranks),
  ].join("\n\n");
}

/** With fewer problems Nemenyi's critical difference is larger than what separates any two serious tuners. */
const enough = 20;

function counts({ contest, versions, missing, trials }: ContestResults): string {
  const { cores, system, node } = describeMachine();
  const blocks = [...contest.blocks.values()];
  const seeds = new Set(blocks.flat().map(([run]) => run!.seed));
  const least = Math.min(...blocks.map((list) => list.length));
  const most = Math.max(...blocks.map((list) => list.length));
  const each = least === most ? `${least}` : `${least} to ${most}`;
  const absent = Object.entries(missing).map(([tuner, why]) => `${tuner} (${why})`);
  const families = [...new Set([...contest.blocks.keys()].map(({ family }) => family))];
  const sizes = families.map((family) => `${problemsOf(contest, ({ family: own }) => own === family).length} ${family}`); // prettier-ignore
  return [
    `${contest.blocks.size} problems (${sizes.join(", ")}), ${each} ${most === 1 ? "seed" : "seeds"} each (${Math.min(...seeds)} to ${Math.max(...seeds)}),`,
    `${contest.tuners.length} tuners, ${trials} trials a run: ${blocks.flat().length * contest.tuners.length} runs that all tuners`,
    `have in common. Beside ${versions}; ${system}, ${cores} cores, Node ${node}.`,
    ...(absent.length > 0 ? [`Not run: ${absent.join("; ")}.`] : []),
    ...(contest.blocks.size < enough
      ? [`**This is a first look and no evidence**: fewer than ${enough} problems rank nothing reliably.`]
      : []),
  ].join("\n");
}

const problemsOf = ({ blocks }: Contest, belongs: (problem: Problem) => boolean): Problem[] =>
  [...blocks.keys()].filter(belongs);

/** Sorted by the mean rank over all problems. */
function rankTable(
  contest: Contest,
  ranks: ReadonlyMap<Problem, readonly number[]>,
  { p, q }: ContestResults["friedman"],
): string {
  const groups = columnsOf(contest).map(([title, problems]) => [title, problems.map((each) => ranks.get(each)!)] as const); // prettier-ignore
  const rows = contest.tuners.map((tuner, place) => {
    const all = estimate([...ranks.values()].map((row) => row[place]!));
    const cells = groups.map(([, list]) => mean(list.map((row) => row[place]!)).toFixed(2));
    return { tuner, all, cells };
  });
  rows.sort((a, b) => a.all.value - b.all.value);
  const difference = criticalDifference(q, contest.tuners.length, ranks.size);
  const best = rows[0]!.all.value;
  const table = markdownTable([
    ["tuner", "all problems", ...groups.map(([title]) => title), "apart from the best"],
    ...rows.map(({ tuner, all, cells }) => [
      tuner,
      inWords(all),
      ...cells,
      all.value - best > difference ? "yes" : "no",
    ]),
  ]);
  return `${table}

In brackets: 95 % interval over problems. Friedman's test: p ${p < 1e-4 ? "< 0.0001" : `= ${p.toPrecision(2)}`}. Mean ranks over all
problems that are further apart than Nemenyi's critical difference of ${difference.toFixed(2)} differ at 0.05.`;
}

/** The halves and the families, as columns. */
function columnsOf(contest: Contest): [string, Problem[]][] {
  const all = [...contest.blocks.keys()];
  const split = (name: "half" | "family"): [string, Problem[]][] =>
    [...new Set(all.map((problem) => problem[name]))].map((value) => [
      value,
      problemsOf(contest, (problem) => problem[name] === value),
    ]);
  return [...split("half"), ...split("family")];
}

const inWords = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

function pairTable(contest: Contest): string {
  const pairs = counterparts.filter((pair) => pair.every((tuner) => contest.tuners.includes(tuner)));
  const rows = pairs.map(([ours, theirs]) => {
    const { value, low, high } = estimate(pairings(contest, ours, theirs));
    const percent = (share: number): string => (100 * share).toFixed(0);
    const verdict = low > 0.5 ? "better" : high < 0.5 ? "**worse**" : "not settled";
    return [ours, theirs, `${percent(value)} % (${percent(low)}–${percent(high)})`, verdict];
  });
  return markdownTable([["ours", "beside", "ours found the better value in", "verdict"], ...rows]);
}

/** Mean ranks after a tenth, a fifth, half and all of the trials. */
function anytimeTable(contest: Contest, trials: number): string {
  const steps = [0.1, 0.2, 0.5, 1].map((share) => Math.round(share * trials));
  const columns = steps.map((step) => [...ranksByProblem(contest, step).values()]);
  const rows = contest.tuners.map((tuner, place) => [
    tuner,
    ...columns.map((list) => mean(list.map((row) => row[place]!)).toFixed(2)),
  ]);
  return markdownTable([["mean rank after", ...steps.map((step) => `${step} trials`)], ...rows]);
}

function paceTable(pace: ReadonlyMap<string, Pace>): string {
  const levels = [...new Set([...pace.values()].flatMap((each) => Object.keys(each).map(Number)))].sort((a, b) => a - b); // prettier-ignore
  const rows = [...pace].map(([tuner, each]) => [
    tuner,
    ...levels.map((level) => (each[level] === undefined ? "–" : String(Number(each[level].toPrecision(2))))),
  ]);
  return markdownTable([["with so many trials known", ...levels.map(String)], ...rows]);
}

function problemTable(contest: Contest, ranks: ReadonlyMap<Problem, readonly number[]>): string {
  const rows = [...ranks].map(([{ name, half }, row]) => [
    name,
    half,
    ...row.map((value) => value.toFixed(1)),
  ]);
  return markdownTable([["mean rank", "half", ...contest.tuners], ...rows]);
}
