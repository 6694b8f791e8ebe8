import { requireInstalled } from "../runtime/optional-package.js";
import { AsyncLocalStorage } from "node:async_hooks";
import { join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import type { RunRecord } from "../training/training-run.js";
import type { PlannedRun } from "./plan.js";
import type { SweepOptions } from "./run-sweep.js";

/** What is left to train of a sweep, and where results go. */
export interface FleetWork {
  readonly data: Dataset;
  /** Runs that can be trained together, in the order of the result. */
  readonly fleets: readonly (readonly PlannedRun[])[];
  /** Epochs from one validation to the next; every epoch is validated if left out. */
  readonly validateEvery?: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the records of finished runs, one run or one fleet at a time. */
  readonly onTrained: (runs: readonly PlannedRun[], records: readonly RunRecord[]) => void;
  /** Called now and then with the fraction of the whole training that is done, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/** Trains the fleets of a sweep: on this machine, or on a cluster. */
export interface Executor {
  /** Trains everything, or until the signal is aborted. */
  train(work: FleetWork): Promise<void>;
  /** Whether it ensures by itself that a run wanted by two sweeps is trained once; otherwise they use claims. */
  readonly trainsOnce: boolean;
}

/** The address of the cluster for sweeps that do not name one. */
const usual = new AsyncLocalStorage<string>();

/**
 * Calls `run`; sweeps that it starts without their own address are trained on that cluster. This is how a study
 * runs the sweeps of its objective there.
 *
 * @param on address of a cluster; undefined changes nothing
 */
export function sweepingOn<Result>(on: string | undefined, run: () => Result): Result {
  return on === undefined ? run() : usual.run(on, run);
}

/**
 * The executor for these options. Loaded only now: a study without sweeps needs no TensorFlow, and a sweep on one
 * machine no queue.
 *
 * @throws {TypeError} if `on` is not an address, or `workers` is given for a cluster
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
      `Cannot sweep with workers: ${workers} on a cluster: workers are processes of this machine. Leave out workers, or on.`,
    );
  requireInstalled(["bullmq", "ioredis"], "share a sweep among machines");
  const { cluster } = await import("../cluster/executor.js");
  return cluster(on);
}
