import { median } from "./median.js";

/** A contestant to time. */
export interface Contestant {
  readonly name: string;
  /** Does the work once and returns its cost, in any unit. */
  run(): Promise<number>;
}

/** A contestant's result over its rounds. */
export interface Standing {
  readonly name: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** Median over the rounds of this contestant's cost over the first one's in the same round. */
  readonly ratio: number;
}

/**
 * Times contestants in turns, A B C A B C …, so that a machine that gets slower for a while is slower for all of them,
 * and compares within rounds.
 *
 * @param contestants the first is what the others are compared with
 * @param rounds how many rounds each runs, ≥ 1
 */
export async function interleave(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const costs: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, contestant] of contestants.entries()) costs[index]!.push(await contestant.run());
  return contestants.map(({ name }, index) => ({
    name,
    median: median(costs[index]!),
    lowest: Math.min(...costs[index]!),
    highest: Math.max(...costs[index]!),
    ratio: median(costs[index]!.map((cost, round) => cost / costs[0]![round]!)),
  }));
}
