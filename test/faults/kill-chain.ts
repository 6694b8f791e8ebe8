import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { RandomStream } from "../../src/index.js";
import type { Fault } from "./fault.js";
import { compareKept, compareRuns, countKept, keptRuns } from "./kept-runs.js";
import { undisturbed, type SweepProcess } from "./sweep-process.js";
import { add, noTrials, type Tally } from "./tally.js";
import { withFolder } from "./temporary.js";

/** A sweep that is killed, begun again, killed … */
export interface KillChain {
  /** Starts the sweep, with its cache in `folder`. */
  readonly start: () => SweepProcess;
  readonly folder: string;
  /** The numbers of all its runs when nothing goes wrong. */
  readonly reference: ReadonlyMap<number, string>;
}

/** Milliseconds: the longest time between a run's end and the kill, and between two looks. */
const pauses = { strike: 300, look: 10 };

/** Strikes by killing sweeps that `start` begins, of so many runs with their cache in a folder. */
export function killingSweeps(start: (runs: number, cache: string) => SweepProcess): Fault["strike"] {
  return (kills, random) =>
    withFolder(async (folder) => {
      const runs = Math.min(30, 3 * kills + 3);
      const cache = join(folder, "runs");
      const reference = await undisturbed(runs, join(folder, "reference"));
      return killAgainAndAgain(kills, { folder: cache, reference, start: () => start(runs, cache) }, random);
    });
}

/**
 * Kills a sweep at random moments until it was killed so often, then lets it come to its end. After every kill nothing
 * that was kept may be gone or be written again, and in the end every run must have the numbers it has without any kill.
 */
export async function killAgainAndAgain(
  kills: number,
  chain: KillChain,
  random: RandomStream,
): Promise<Tally> {
  let tally = noTrials;
  while (tally.trials < kills) {
    const before = keptRuns(chain.folder);
    const sweeping = chain.start();
    const killed = await killSometime(sweeping, before.size + random.integer(0, 2), chain.folder, random);
    tally = add(tally, compareKept(before, keptRuns(chain.folder)));
    if (killed) tally = add(tally, { trials: 1 });
    else tally = add(tally, await closingTally(sweeping, chain, before.size));
  }
  const before = keptRuns(chain.folder);
  return add(tally, await closingTally(chain.start(), chain, before.size));
}

/** Whether it was killed before it came to its end. */
async function killSometime(
  sweeping: SweepProcess,
  kept: number,
  folder: string,
  random: RandomStream,
): Promise<boolean> {
  let over = false;
  void sweeping.finished.then(() => (over = true));
  await sweeping.begun;
  while (!isOver() && countKept(folder) < kept) await wait(pauses.look);
  await Promise.race([wait(random.uniform() * pauses.strike), sweeping.finished]);
  if (isOver()) return false;
  await sweeping.kill();
  return true;

  function isOver(): boolean {
    return over;
  }
}

/** What a sweep that came to its end has to show, and an empty folder for the next. */
async function closingTally(sweeping: SweepProcess, chain: KillChain, keptBefore: number): Promise<Tally> {
  const runs = await sweeping.finished;
  rmSync(chain.folder, { recursive: true, force: true });
  if (runs === undefined)
    return add(noTrials, { problems: [`The sweep did not come to its end: ${sweeping.said()}`] });
  const cached = runs.filter((run) => run.cached).length;
  return add(compareRuns(runs, chain.reference), { twice: Math.max(0, keptBefore - cached) });
}
