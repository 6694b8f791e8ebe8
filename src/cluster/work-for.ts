import { UnrecoverableError, Worker, type Job } from "bullmq";
import type { Dataset } from "../data/dataset.js";
import { structureOf } from "../hyperparameters/structure.js";
import type { FleetTrainer } from "../sweep/fleet-trainer.js";
import { groupBy } from "../runtime/collections.js";
import { connect } from "./connect.js";
import { gather } from "./gather.js";
import { queueName, readJob, type RunJob } from "./run-job.js";
import { sharedStore, type SharedStore } from "./shared-store.js";

/** How a worker works. */
export interface WorkOptions {
  /** Trains the runs that a worker takes together. */
  readonly trainer: FleetTrainer;
  /** Version of the training code. */
  readonly version: string;
  /** Most runs taken at once. Eight share a graph at half the cost of one each; more gain little and spread badly. */
  readonly runsAtOnce?: number;
  /** Seconds after which a worker that says nothing counts as lost, and others take over its runs. */
  readonly lostAfter?: number;
}

/** A worker that takes runs from a queue until it is closed. */
export interface ClusterWorker {
  /** Ends after the runs in training; `true` lets go of them at once, and another worker takes them. */
  close(atOnce?: boolean): Promise<void>;
}

interface Order extends RunJob {
  readonly job: Job;
}

/** How often a run is tried again whose worker was lost; three lost workers are no accident. */
const mostLosses = 2;
/** Milliseconds a worker waits for runs that may train together, and between two looks at what was cancelled. */
const pauses = { company: 30, look: 1000 };

/**
 * Takes runs from the queue on a Redis or Valkey server, trains them in fleets, and leaves their records there.
 *
 * @param on the server's address
 * @throws {Error} if it cannot be reached
 */
export async function workFor(on: string, options: WorkOptions): Promise<ClusterWorker> {
  const { version, runsAtOnce = 8, lostAfter = 20 } = options;
  const redis = await connect(on);
  const store = sharedStore(redis, version);
  const train = gather(
    fleetsOf,
    (fleet: readonly Order[]) => trainFleet(store, fleet, options.trainer),
    pauses.company,
  );
  const take = async (job: Job): Promise<void> => {
    const name = job.id!;
    const [known] = await store.getRecords([name]);
    // Another worker may have trained it and died before it could say so.
    if (known === undefined) await train({ ...readOrRefuse(job, version), job });
  };
  const worker = new Worker(queueName(version), take, {
    connection: redis,
    concurrency: runsAtOnce,
    lockDuration: lostAfter * 1000,
    stalledInterval: lostAfter * 500,
    maxStalledCount: mostLosses,
    drainDelay: 1,
  });
  // A server that went away comes back; the library tries again by itself.
  worker.on("error", () => undefined);
  await worker.waitUntilReady();
  return {
    close: async (atOnce = false) => {
      await worker.close(atOnce);
      redis.disconnect();
    },
  };
}

/** Sorts runs into fleets: those of one data set and one structure share a graph. */
function fleetsOf(orders: readonly Order[]): Order[][] {
  return [
    ...groupBy(orders, ({ checksum, hyperparameters }) => checksum + structureOf(hyperparameters)).values(),
  ];
}

async function trainFleet(
  store: SharedStore,
  fleet: readonly Order[],
  trainer: FleetTrainer,
): Promise<readonly undefined[]> {
  const names = fleet.map(({ job }) => job.id!);
  const data = await dataFor(store, fleet[0]!.checksum);
  const stop = new AbortController();
  const looking = setInterval(() => {
    void store.allCancelled(names).then((cancelled) => {
      if (cancelled) stop.abort();
    });
  }, pauses.look);
  let told = performance.now();
  const onProgress = (done: number): void => {
    if (performance.now() - told < pauses.look) return;
    told = performance.now();
    void fleet[0]!.job.updateProgress({ names, done }).catch(() => undefined);
  };
  try {
    const runs = fleet.map(({ hyperparameters, seed }) => ({ hyperparameters, seed }));
    const records = await trainer(data, runs, { signal: stop.signal, onProgress });
    if (stop.signal.aborted) throw new UnrecoverableError("cancelled");
    await Promise.all(records.map((record, at) => store.putRecord(names[at]!, record)));
    return fleet.map(() => undefined);
  } catch (reason) {
    // The same run would fail the same way again: only the loss of a worker is worth another attempt.
    throw reason instanceof UnrecoverableError ? reason : new UnrecoverableError(messageOf(reason));
  } finally {
    clearInterval(looking);
  }
}

/** The data set trained on last: a sweep has only one. */
let lastData: Dataset | undefined;

async function dataFor(store: SharedStore, checksum: string): Promise<Dataset> {
  if (lastData?.checksum !== checksum) lastData = await store.getData(checksum);
  return lastData;
}

function readOrRefuse(job: Job, version: string): RunJob {
  try {
    return readJob(job.data, job.id!, version);
  } catch (reason) {
    throw new UnrecoverableError(messageOf(reason));
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
