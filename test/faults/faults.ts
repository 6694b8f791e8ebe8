import type { Fault } from "./fault.js";
import { clockJumps } from "./scenarios/clock-jumps.js";
import {
  fullDiskForCache,
  fullDiskForJournal,
  readOnlyCache,
  readOnlyJournal,
} from "./scenarios/full-disk.js";
import { killCoordinator, killRedis, killWorker } from "./scenarios/kill-cluster.js";
import { killSweep } from "./scenarios/kill-sweep.js";
import { killKernel } from "./scenarios/kill-kernel.js";
import { reExecutions } from "./scenarios/re-executions.js";
import { sharedCache } from "./scenarios/shared-cache.js";

/** Every fault that is tried, in the order of the table. */
export const faults: readonly Fault[] = [
  killSweep,
  killWorker,
  killCoordinator,
  killRedis,
  killKernel,
  fullDiskForCache,
  fullDiskForJournal,
  readOnlyCache,
  readOnlyJournal,
  sharedCache,
  clockJumps,
  reExecutions,
];
