import { requireInstalled } from "../runtime/optional-package.js";
import { AsyncLocalStorage } from "node:async_hooks";
import { join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import type { RunRecord } from "../training/training-run.js";
import type { PlannedRun } from "./plan.js";
import type { SweepOptions } from "./run-sweep.js";

/** What is left to train of a sweep, and what becomes of it. */
export interface FleetWork {
  readonly data: Dataset;
  /** Runs that can be trained together, in the order of the result. */
  readonly fleets: readonly (readonly PlannedRun[])[];
  readonly signal: AbortSignal;
  /** Called with the records of what is trained, run by run or a fleet at a time. */
  readonly onTrained: (runs: readonly PlannedRun[], records: readonly RunRecord[]) => void;
  /** Called now and then with the part of the whole training that is done, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/** Trains the fleets of a sweep: on this machine, or on a cluster. */
export interface Executor {
  /** Trains everything, or until the signal is aborted. */
  train(work: FleetWork): Promise<void>;
  /** Whether it sees to it by itself that a run which two sweeps want is trained once; else they use claims. */
  readonly trainsOnce: boolean;
}

/** The address of the cluster for sweeps that do not name one. */
const usual = new AsyncLocalStorage<string>();

/**
 * Calls `run`; sweeps that it begins without an address of their own are trained on that cluster. This is how a study
 * takes the sweeps of its objective there.
 *
 * @param on address of a cluster; undefined leaves everything as it is
 */
export function sweepingOn<Result>(on: string | undefined, run: () => Result): Result {
  return on === undefined ? run() : usual.run(on, run);
}

/**
 * What trains a sweep with these options. Loaded only now: a study without sweeps needs no TensorFlow, and a sweep on one
 * machine no queue.
 *
 * @throws {TypeError} if `on` is no address, or `workers` are asked for on a cluster
 */
export async function executorFor({ on = usual.getStore(), workers }: SweepOptions): Promise<Executor> {
  if (on === undefined) {
    const { thisMachine } = await import("./this-machine.js");
    const { trainRecords } = await import("../training/records/train-records.js");
    return thisMachine({
      trainer: trainRecords,
      workerModule: join(__dirname, "workers", "worker.js"),
      workers,
    });
  }
  if (workers !== undefined)
    throw new TypeError(
      `Cannot sweep with workers: ${workers} on a cluster: they are processes of this machine. Leave out workers, or on.`,
    );
  requireInstalled(["bullmq", "ioredis"], "share a sweep among machines");
  const { cluster } = await import("../cluster/executor.js");
  return cluster(on);
}
