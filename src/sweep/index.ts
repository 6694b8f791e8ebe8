export { sweep, type Sweep } from "./sweep.js";
export type { SweepOptions } from "./run-sweep.js";
export type { SweepValues } from "./plan.js";
export type { SweepResult, SweepRun } from "./sweep-result.js";
export { sweepRows, type SweepRow } from "./rows.js";
export { clearRunCache } from "./cache/cache-folder.js";
