import { UnrecoverableError, Worker, type Job } from "bullmq";
import type { Dataset } from "../data/dataset.js";
import { structureOf } from "../hyperparameters/structure.js";
import type { FleetTrainer } from "../training/records/train-records.js";
import { groupBy } from "../runtime/collections.js";
import { messageOf } from "../runtime/errors.js";
import { within } from "../runtime/waiting.js";
import type { RunRecord } from "../training/training-run.js";
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
  /** Called with a line for each run that is taken, and one for how it ended. */
  readonly log?: (line: string) => void;
}

/** A worker that takes runs from a queue until it is closed. */
export interface ClusterWorker {
  /**
   * Takes no further runs and ends after those in training. Those that are not done after so many milliseconds are let go
   * of, and another worker takes them.
   *
   * @returns whether all were done
   */
  close(patience: number): Promise<boolean>;
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
  const { version, runsAtOnce = 8, lostAfter = 20, log = () => undefined } = options;
  const redis = await connect(on);
  const store = sharedStore(redis, version);
  const train = gather(
    fleetsOf,
    (fleet: readonly Order[]) => trainFleet(store, fleet, options.trainer),
    pauses.company,
  );
  let inTraining = 0;
  const take = async (job: Job): Promise<void> => {
    const name = job.id!;
    const [known] = await store.getRecords([name]);
    // Another worker may have trained it and died before it could say so.
    if (known !== undefined) return;
    if (await store.allCancelled([name])) throw new UnrecoverableError("cancelled");
    const order = readOrRefuse(job, version);
    log(`took ${describeRun(order)}`);
    inTraining++;
    try {
      const record = await train(order);
      log(`finished ${describeRun(order)}: ${describeRecord(record)}`);
    } catch (reason) {
      log(`gave up ${describeRun(order)}: ${messageOf(reason)}`);
      throw reason;
    } finally {
      inTraining--;
    }
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
    close: async (patience) => {
      // BullMQ waits for a server that went away to come back; without a run in training there is no reason to.
      const longest = inTraining > 0 ? patience : Math.min(patience, pauses.look);
      const inOrder = await within(longest, worker.close());
      redis.disconnect();
      return inOrder;
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
): Promise<readonly RunRecord[]> {
  const names = fleet.map(({ job }) => job.id!);
  const data = await dataFor(store, fleet[0]!.checksum);
  const stop = new AbortController();
  const looking = setInterval(() => {
    const look = store.allCancelled(names).then((cancelled) => {
      if (cancelled) stop.abort();
    });
    look.catch(() => undefined); // the connection was given up
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
    return records;
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

function readOrRefuse(job: Job, version: string): Order {
  try {
    return { ...readJob(job.data, job.id!, version), job };
  } catch (reason) {
    throw new UnrecoverableError(messageOf(reason));
  }
}

function describeRun({ job, seed, hyperparameters }: Order): string {
  return `run ${job.id!.slice(0, 12)} (seed ${seed}, ${hyperparameters.epochs} epochs)`;
}

function describeRecord({ ending, history, seconds }: RunRecord): string {
  const loss = history.at(-1)?.valLoss.toPrecision(4) ?? "none";
  return `${ending} after ${history.length} epochs and ${seconds.toFixed(1)} s, validation loss ${loss}`;
}
