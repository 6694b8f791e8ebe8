import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Params } from "../../src/hyperparameters/space/domain.js";
import type { Trial } from "../../src/tuning/trial/trial.js";
import type { PeerProcess } from "../peer-process.js";
import { samplers } from "./samplers.js";

/** A problem that tuners are compared on; all are minimized. */
export interface Problem {
  readonly name: string;
  readonly family: string;
  readonly half: string;
}

/** What one tuner did on one problem with one seed: a line of the log. */
export interface ContestRun {
  readonly tuner: string;
  readonly problem: string;
  readonly seed: number;
  /** In the order of the trials. */
  readonly values: readonly number[];
  /** The tuner's own time, without that of the problem. */
  readonly seconds: number;
}

/** A tuner that could not be run, and why. */
export type Missing = Readonly<Record<string, string>>;

/** What is to be run: every tuner on every problem, seed after seed. */
export interface ContestPlan {
  readonly tuners: readonly string[];
  readonly problems: readonly Problem[];
  readonly seeds: readonly number[];
  readonly trials: number;
}

/** A parameter as bench/tuning/problems.py writes it. */
interface Parameter {
  readonly name: string;
  readonly kind: "float" | "int" | "categorical";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly choices: readonly string[];
  readonly when?: readonly [string, readonly unknown[]];
}

/** The lines of the log without one that was cut off by a crash: that run is done again. */
function wholeLines(log: string): string[] {
  return readFileSync(log, "utf8").split("\n").slice(0, -1);
}

/** Every run of so many trials in the log. */
export function readRuns(log: string, trials: number): ContestRun[] {
  if (!existsSync(log)) return [];
  return wholeLines(log).flatMap((line) => {
    const run = JSON.parse(line) as ContestRun & { readonly trials: number };
    return run.trials === trials ? [run] : [];
  });
}

const key = ({ tuner, problem, seed }: Pick<ContestRun, "tuner" | "problem" | "seed">): string =>
  JSON.stringify([tuner, problem, seed]);

/**
 * Runs what the log does not have yet, and adds each run to it once it has finished. All tuners of a problem and a seed
 * come one after the other, so that a contest that was cut short is one of fewer seeds.
 *
 * @param isOver asked before each problem; says whether time is up
 * @returns why tuners are missing
 */
export async function runContest(
  plan: ContestPlan,
  peer: PeerProcess,
  log: string,
  isOver: () => boolean,
): Promise<Missing> {
  const done = new Set(readRuns(log, plan.trials).map(key));
  const missing: Record<string, string> = {};
  mkdirSync(dirname(log), { recursive: true });
  if (existsSync(log)) writeFileSync(log, wholeLines(log).map((line) => `${line}\n`).join("")); // prettier-ignore
  for (const seed of plan.seeds)
    for (const { name: problem } of plan.problems) {
      if (isOver()) return missing;
      for (const tuner of plan.tuners) {
        if (tuner in missing || done.has(key({ tuner, problem, seed }))) continue;
        const run = await runOne(peer, tuner, problem, seed, plan.trials);
        if ("missing" in run) missing[tuner] = run.missing;
        else
          appendFileSync(log, `${JSON.stringify({ tuner, problem, seed, trials: plan.trials, ...run })}\n`);
      }
    }
  return missing;
}

type Outcome = Pick<ContestRun, "values" | "seconds"> | { readonly missing: string };

async function runOne(
  peer: PeerProcess,
  tuner: string,
  problem: string,
  seed: number,
  trials: number,
): Promise<Outcome> {
  const own = ownName(tuner);
  if (own === undefined) return (await peer.ask({ do: "run", tuner, problem, seed, trials })) as Outcome;
  const space = (await peer.ask({ do: "space", problem })) as readonly Parameter[];
  const study = await createStudy({ sampler: samplers[own]!(seed) });
  let outside = 0;
  const begun = performance.now();
  await study.optimize(
    async (trial) => {
      const params = suggested(trial, space);
      const asked = performance.now();
      const { value } = (await peer.ask({ do: "value", problem, seed, params })) as { value: number };
      outside += performance.now() - asked;
      return value;
    },
    { trials },
  );
  return {
    values: study.trials.map(({ values }) => values[0]!),
    seconds: (performance.now() - begun - outside) / 1000,
  };
}

/** The name of our own sampler in `tunebook tpe`; none for the tuners of others. */
export function ownName(tuner: string): string | undefined {
  return tuner.startsWith("tunebook ") ? tuner.slice("tunebook ".length) : undefined;
}

function suggested(trial: Trial, space: readonly Parameter[]): Params {
  for (const { name, kind, low, high, log, choices, when } of space) {
    if (when !== undefined && !when[1].includes(trial.params[when[0]])) continue;
    if (kind === "categorical") trial.suggestCategorical(name, choices);
    else if (kind === "int") trial.suggestInt(name, low, high, { log });
    else trial.suggestFloat(name, low, high, { log });
  }
  return trial.params;
}
