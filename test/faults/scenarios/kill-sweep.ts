import type { Fault } from "../fault.js";
import { killingSweeps } from "../kill-chain.js";
import { startSweep } from "../sweep-process.js";

export const killSweep: Fault = {
  name: "`kill -9` of a sweep",
  trial: "the process is killed at a random moment, and the sweep started again with the same cache",
  few: 2,
  many: 20,
  impossible: () => undefined,
  strike: killingSweeps((runs, cache) => startSweep({ runs, cache })),
};
