import { join } from "node:path";
import type { Fault } from "../fault.js";
import { killAgainAndAgain } from "../kill-chain.js";
import { startSweep, undisturbed } from "../sweep-process.js";
import { withFolder } from "../temporary.js";

const preload = [join(__dirname, "..", "programs", "jumping-clock.js")];

export const clockJumps: Fault = {
  name: "clock jumps",
  trial:
    "a sweep whose wall clock jumps by up to ten days, back and forth, all the time; killed, and started again",
  few: 1,
  many: 10,
  impossible: () => undefined,
  strike: (trials, random) =>
    withFolder(async (folder) => {
      const runs = Math.min(30, 3 * trials);
      const cache = join(folder, "runs");
      const reference = await undisturbed(runs, join(folder, "reference"));
      const start = () =>
        startSweep({
          runs,
          cache,
          preload,
          environment: { JUMPING_CLOCK: String(random.integer(0, 1e6)) },
        });
      return killAgainAndAgain(trials, { folder: cache, reference, start }, random);
    }),
};
