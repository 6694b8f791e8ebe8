import { join } from "node:path";
import type { Fault } from "../fault.js";
import { killAgainAndAgain } from "../kill-chain.js";
import { startSweep, undisturbed } from "../sweep-process.js";
import { withFolder } from "../temporary.js";

export const killSweep: Fault = {
  name: "`kill -9` of a sweep",
  trial: "the process is killed at a random moment, and the sweep started again with the same cache",
  few: 2,
  many: 20,
  impossible: () => undefined,
  strike: (kills, random) =>
    withFolder(async (folder) => {
      const runs = Math.min(30, 3 * kills + 3);
      const cache = join(folder, "runs");
      const reference = await undisturbed(runs, join(folder, "reference"));
      return killAgainAndAgain(
        kills,
        { folder: cache, reference, start: () => startSweep({ runs, cache }) },
        random,
      );
    }),
};
