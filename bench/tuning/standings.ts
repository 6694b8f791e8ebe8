import { mean } from "../../src/runtime/numbers.js";
import { groupBy } from "../../src/runtime/collections.js";
import { rank } from "../../src/course/evidence/ranks.js";
import { stream } from "../../src/random/stream.js";
import type { ContestRun, Problem } from "./contest.js";

/** A number with the interval that holds it in 95 % of what other problems of this kind would have given. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The runs of all tuners on one problem with one seed, in the order of the tuners. */
type Block = readonly ContestRun[];

/** The blocks in which every tuner has finished, by problem. */
export interface Contest {
  readonly tuners: readonly string[];
  readonly blocks: ReadonlyMap<Problem, readonly Block[]>;
}

/** Of all runs those that can be compared: problems and seeds on which each of the tuners has run. */
export function contestOf(
  runs: readonly ContestRun[],
  tuners: readonly string[],
  problems: readonly Problem[],
): Contest {
  const blocks = new Map<Problem, Block[]>();
  for (const problem of problems) {
    const bySeed = groupBy(runs.filter((run) => run.problem === problem.name), ({ seed }) => seed); // prettier-ignore
    const whole = [...bySeed.values()].flatMap((list) => {
      const block = tuners.map((tuner) => list.find((run) => run.tuner === tuner));
      return block.every((run) => run !== undefined) ? [block] : [];
    });
    if (whole.length > 0) blocks.set(problem, whole);
  }
  return { tuners, blocks };
}

/** Of every problem, the mean over the seeds of each tuner's rank by the best value of its first trials; 1 is best. */
export function ranksByProblem({ tuners, blocks }: Contest, trials: number): Map<Problem, number[]> {
  const bestOf = ({ values }: ContestRun): number => Math.min(...values.slice(0, trials));
  return new Map(
    [...blocks].map(([problem, seeds]) => {
      const ranks = seeds.map((block) => rank(block.map(bestOf)));
      return [problem, tuners.map((_, place) => mean(ranks.map((row) => row[place]!)))];
    }),
  );
}

/** How often the first of two tuners found the better value; a tie counts half. One number per problem. */
export function pairings({ tuners, blocks }: Contest, first: string, second: string): number[] {
  const [a, b] = [tuners.indexOf(first), tuners.indexOf(second)];
  const best = (block: Block, place: number): number => Math.min(...block[place]!.values);
  return [...blocks.values()].map((seeds) =>
    mean(seeds.map((block) => (1 + Math.sign(best(block, b) - best(block, a))) / 2)),
  );
}

const resamples = 2000;

/** The mean of one number per problem, and the interval of its means over problems drawn again with replacement. */
export function estimate(perProblem: readonly number[]): Estimate {
  const random = stream(1, "resample");
  const means = Array.from({ length: resamples }, () =>
    mean(perProblem.map(() => perProblem[random.integer(0, perProblem.length - 1)]!)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.round(share * (resamples - 1))]!;
  return { value: mean(perProblem), low: at(0.025), high: at(0.975) };
}

/** Nemenyi's critical difference: mean ranks over N problems that are further apart differ, at 0.05. */
export function criticalDifference(q: number, tuners: number, problems: number): number {
  return q * Math.sqrt((tuners * (tuners + 1)) / (6 * problems));
}
