import { setTimeout as wait } from "node:timers/promises";
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { codeVersion } from "../training/records/code-version.js";
import type { PlannedRun } from "../sweep/plan.js";
import type { Executor, FleetWork } from "../sweep/executor.js";
import { untilAborted, within } from "../runtime/waiting.js";
import { connect, redisAddress } from "./connect.js";
import { jobName, queueName, readProgress, type RunJob } from "./run-job.js";
import { sharedStore, type SharedStore } from "./shared-store.js";

/** The runs of a sweep that are on the cluster, by their names in the queue. */
type Outstanding = Map<string, { readonly planned: PlannedRun; readonly job: RunJob }>;

interface Desk {
  readonly work: FleetWork;
  readonly outstanding: Outstanding;
  readonly store: SharedStore;
  readonly queue: Queue;
}

/**
 * Milliseconds: between two looks whether there is news; the silence after which nothing is taken for granted; and how long
 * the server may take to answer at the end.
 */
const pauses = { look: 200, silence: 10_000, farewell: 500 };
/** Runs put into the queue with one message. */
const slice = 500;

/**
 * Trains the runs of sweeps on the machines of a cluster.
 *
 * Each run is a job named by its content: the same run, wanted by two sweeps, is trained once, and a sweep that is started
 * again finds what is finished or under way. What the queue reports is a hint to look; what counts is whether the record is
 * there. After ten seconds of silence everything missing is queued again, which changes nothing unless the server lost it.
 *
 * An aborted sweep ends within about a second, also while the server does not answer.
 *
 * @param on address of the Redis or Valkey server
 * @param version of the training code: only workers of the same version take the runs
 * @throws {TypeError} if `on` is not an address
 */
export function cluster(on: string, version: string = codeVersion()): Executor {
  redisAddress(on);
  return { train: (work) => trainOn(on, version, work), trainsOnce: true };
}

async function trainOn(on: string, version: string, work: FleetWork): Promise<void> {
  if (work.fleets.length === 0) return;
  try {
    const redis = await connect(on, work.signal);
    await trainWith(redis, version, work);
  } catch (reason) {
    if (!work.signal.aborted) throw reason;
  }
}

async function trainWith(redis: Redis, version: string, work: FleetWork): Promise<void> {
  const queue = new Queue(queueName(version), { connection: redis });
  const listening = redis.duplicate();
  const events = new QueueEvents(queueName(version), { connection: listening });
  // A server that went away comes back; meanwhile the silence says it.
  queue.on("error", () => undefined);
  events.on("error", () => undefined);
  const desk = { work, outstanding: namesOf(work, version), store: sharedStore(redis, version), queue };
  const finished = untilDone(desk, events);
  finished.catch(() => undefined); // once aborted, nobody waits for the answers that are still to come
  try {
    await untilAborted(work.signal, finished);
  } finally {
    // Without a server there is nothing to withdraw from and no connection to close in order.
    if (desk.outstanding.size > 0) await within(pauses.farewell, withdraw(desk));
    await within(pauses.farewell, Promise.all([events.close(), queue.close()]));
    listening.disconnect();
    redis.disconnect();
  }
}

function namesOf(work: FleetWork, version: string): Outstanding {
  const { checksum } = work.data;
  const named = work.fleets.flat().map((planned): [string, { planned: PlannedRun; job: RunJob }] => {
    const job = { hyperparameters: planned.hyperparameters, seed: planned.seed, checksum };
    return [jobName(job, version), { planned, job }];
  });
  return new Map(named);
}

async function untilDone(desk: Desk, events: QueueEvents): Promise<void> {
  const { work, outstanding, store } = desk;
  const total = outstanding.size;
  const parts = new Map<string, number>();
  const news = new Set<string>();
  let failure: Error | undefined;
  let heard = performance.now();
  events.on("completed", ({ jobId }) => news.add(jobId));
  events.on("failed", ({ jobId, failedReason }) => {
    if (outstanding.has(jobId) && failedReason !== "cancelled")
      failure = lost(outstanding, jobId, failedReason);
  });
  events.on("progress", ({ data }) => {
    heard = performance.now();
    const { names, done } = readProgress(data) ?? { names: [], done: 0 };
    for (const name of names) if (outstanding.has(name)) parts.set(name, done);
  });
  await events.waitUntilReady();
  await store.putData(work.data);
  await collect(desk, [...outstanding.keys()]);
  await order(desk);
  while (outstanding.size > 0 && !work.signal.aborted && failure === undefined) {
    await wait(pauses.look);
    const finished = [...news].filter((name) => outstanding.has(name));
    news.clear();
    if (finished.length > 0) {
      heard = performance.now();
      await collect(desk, finished);
    } else if (performance.now() - heard > pauses.silence) {
      heard = performance.now();
      await collect(desk, [...outstanding.keys()]);
      await store.putData(work.data);
      await order(desk);
    }
    const training = [...outstanding.keys()].reduce((sum, name) => sum + (parts.get(name) ?? 0), 0);
    work.onProgress((total - outstanding.size + training) / total);
  }
  if (failure !== undefined) throw failure;
}

/** Hands in the records that are there. */
async function collect({ work, outstanding, store }: Desk, names: readonly string[]): Promise<void> {
  const records = await store.getRecords(names);
  for (const [at, name] of names.entries()) {
    const record = records[at];
    if (record === undefined) continue;
    work.onTrained([outstanding.get(name)!.planned], [record]);
    outstanding.delete(name);
  }
}

/** Puts what is missing into the queue; what is there already stays as it is. */
async function order({ work, outstanding, store, queue }: Desk): Promise<void> {
  const missing = [...outstanding];
  for (let at = 0; at < missing.length && !work.signal.aborted; at += slice) {
    const some = missing.slice(at, at + slice);
    await store.wanted(some.map(([name]) => name));
    const opts = { removeOnComplete: true, removeOnFail: true };
    await queue.addBulk(
      some.map(([jobId, { job }]) => ({ name: "run", data: job, opts: { ...opts, jobId } })),
    );
  }
}

/** Takes back what nobody has begun, and tells the workers of the rest to stop. */
async function withdraw({ outstanding, store, queue }: Desk): Promise<void> {
  const names = [...outstanding.keys()];
  await store.cancel(names);
  await Promise.all(names.map((name) => queue.remove(name).catch(() => 0)));
}

function lost(outstanding: Outstanding, name: string, reason: string): Error {
  const { seed, values } = outstanding.get(name)!.planned;
  return new Error(
    `Cannot finish the sweep on the cluster: the run ${JSON.stringify(values)} with seed ${seed} failed. ${reason} ` +
      `What is finished is kept; if workers ran out of memory, use fewer runs at once or larger machines.`,
  );
}
