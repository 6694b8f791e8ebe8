import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "../fault.js";
import { compareRuns, keptRuns } from "../kept-runs.js";
import { startSweep, undisturbed } from "../sweep-process.js";
import { add, noTrials, type Tally } from "../tally.js";
import { withFolder } from "../temporary.js";

const runs = 6;

export const sharedCache: Fault = {
  name: "two notebooks, one cache",
  trial: "two processes make the same sweep at the same time, the second up to a second later",
  few: 1,
  many: 10,
  impossible: () => undefined,
  strike: (trials, random) =>
    withFolder(async (folder) => {
      const reference = await undisturbed(runs, join(folder, "reference"));
      let tally = noTrials;
      for (let at = 0; at < trials; at++)
        tally = add(
          tally,
          await sweepSideBySide(join(folder, String(at)), random.uniform() * 1000, reference),
        );
      return tally;
    }),
};

async function sweepSideBySide(
  cache: string,
  delay: number,
  reference: ReadonlyMap<number, string>,
): Promise<Tally> {
  const first = startSweep({ runs, cache });
  await first.begun;
  await wait(delay);
  const both = [first, startSweep({ runs, cache })];
  const results = await Promise.all(both.map(({ finished }) => finished));
  const [here = [], there = []] = results;
  const trained = (swept: typeof here): number[] =>
    swept.filter(({ cached }) => !cached).map(({ units }) => units);
  const twice = trained(here).filter((units) => trained(there).includes(units)).length;
  const whole = [...keptRuns(cache).values()].filter(({ record }) => record !== undefined).length;
  return add(add(compareRuns(here, reference), compareRuns(there, reference)), {
    trials: 1,
    twice,
    lost: runs - whole,
    problems: results.includes(undefined) ? both.map(({ said }) => said()) : [],
  });
}
