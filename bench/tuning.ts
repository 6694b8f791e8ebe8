import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeFigures } from "./figures.js";
import { startPeer, type PeerProcess } from "./peer-process.js";
import { contestReport } from "./tuning/contest-report.js";
import { readRuns, runContest, type ContestPlan, type Missing, type Problem } from "./tuning/contest.js";
import { paceOf, type Pace } from "./tuning/pace.js";
import { samplers } from "./tuning/samplers.js";
import { contestOf, ranksByProblem } from "./tuning/standings.js";

// `npm run bench:tuning [-- --quick] [--minutes N]`: our samplers beside those of other libraries; writes docs/tuning.md.
const others = [
  "optuna random",
  "optuna qmc",
  "optuna tpe",
  "optuna gp",
  "optuna cma-es",
  "hyperopt tpe",
  "smac",
];
const root = join(__dirname, "..", "..");
const cache = join(root, ".cache", "bench-tuning");

/** All settings of our samplers were chosen with seeds below this one. */
const firstSeed = 1000;
const [fullSeeds, quickSeeds] = [30, 2];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      minutes: { type: "string", default: "Infinity" },
      trials: { type: "string", default: "100" },
      python: { type: "string", default: join(root, ".venv-tuning", "bin", "python") },
    },
  });
  const peer = await startPeer([values.python, join(root, "bench", "tuning", "contest.py")]);
  try {
    const plan = await planOf(peer, values.quick, Number(values.trials));
    const end = performance.now() + 60_000 * Number(values.minutes);
    const log = join(cache, "runs.jsonl");
    const missing = await runContest(plan, peer, log, () => performance.now() > end);
    await write(plan, peer, missing, values.quick, log);
  } finally {
    await peer.close();
  }
}

async function planOf(peer: PeerProcess, quick: boolean, trials: number): Promise<ContestPlan> {
  const all = (await peer.ask({ do: "problems" })) as readonly Problem[];
  const tuners = [...Object.keys(samplers).filter((name) => name !== "genetic").map((name) => `tunebook ${name}`), ...others]; // prettier-ignore
  const seeds = Array.from({ length: quick ? quickSeeds : fullSeeds }, (_, place) => firstSeed + place);
  return { tuners, problems: quick ? all.filter(({ name }) => quickProblems.has(name)) : all, seeds, trials };
}

/** Two functions of each of BBOB's five groups, in two or five dimensions; two tables; both spaces with branches. */
const quickProblems = new Set([
  ...["bbob f1 2-D", "bbob f2 5-D", "bbob f6 2-D", "bbob f7 5-D", "bbob f10 2-D", "bbob f11 5-D"],
  ...["bbob f15 2-D", "bbob f16 5-D", "bbob f20 2-D", "bbob f21 5-D"],
  ...["HPOBench car", "HPOLib protein_structure", "branches models", "branches optimizers"],
]);

async function write(
  plan: ContestPlan,
  peer: PeerProcess,
  missing: Missing,
  quick: boolean,
  log: string,
): Promise<void> {
  const runs = readRuns(log, plan.trials);
  const tuners = plan.tuners.filter((tuner) => runs.some((run) => run.tuner === tuner));
  const absent = Object.fromEntries(plan.tuners.filter((tuner) => !tuners.includes(tuner)).map((tuner) => [tuner, missing[tuner] ?? "not reached in the time given"])); // prettier-ignore
  const contest = contestOf(runs, tuners, plan.problems);
  const ranks = [...ranksByProblem(contest, plan.trials).values()];
  const friedman = (await peer.ask({ do: "friedman", ranks })) as { p: number; q: number };
  const levels = quick ? [10, 100, 1000] : [10, 100, 1000, 10_000];
  const pace = await allPaces(tuners, levels, peer);
  const results = { contest, versions: peer.version, missing: absent, trials: plan.trials, pace, friedman };
  writeFigures(join(root, "docs", "tuning.md"), "bench:tuning", contestReport(results));
}

/** Hyperopt and SMAC have no way to be told of trials that they did not run. */
async function allPaces(
  tuners: readonly string[],
  levels: readonly number[],
  peer: PeerProcess,
): Promise<Map<string, Pace>> {
  const file = join(cache, `pace-${levels.length}.json`);
  if (existsSync(file)) return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, Pace][]);
  const pace = new Map<string, Pace>();
  for (const tuner of tuners.filter((name) => !/^(hyperopt|smac)/.test(name)))
    pace.set(tuner, await paceOf(tuner, levels, peer));
  writeFileSync(file, JSON.stringify([...pace]));
  return pace;
}

void main();
