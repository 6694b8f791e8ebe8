import { availableParallelism } from "node:os";
import type { RunRecord } from "../training/training-run.js";
import type { FleetTrainer } from "../training/records/train-records.js";
import type { Executor, FleetWork } from "./executor.js";
import type { PlannedRun } from "./plan.js";
import { workLeft } from "./work-left.js";
import { startWorker, WorkerLost } from "./workers/worker-process.js";

/** How fleets are trained on this machine. */
export interface Workshop {
  readonly trainer: FleetTrainer;
  /** Program of a worker process. */
  readonly workerModule: string;
  /** How many worker processes help; undefined starts one per further core once there is enough work left. */
  readonly workers?: number | undefined;
}

/** What every worker needs. */
type Task = Omit<FleetWork, "onTrained" | "onProgress"> & Workshop;

/** How workers report a fleet's progress and its records. */
interface Desk {
  readonly note: (fleet: readonly PlannedRun[], done: number) => void;
  readonly handIn: (fleet: readonly PlannedRun[], records: readonly RunRecord[]) => void;
}

/** A waiting fleet, and how many worker processes were lost while they trained it. */
interface Job {
  readonly fleet: readonly PlannedRun[];
  readonly losses: number;
}

/** Seconds of waiting work above which workers are started: starting one and tracing again cost about two. */
const worthHelp = 5;
/** How often a fleet is retried after its worker process was lost. */
const mostRetries = 2;

/**
 * Trains all fleets here: one after the other in this process, and in worker processes alongside where that pays off. Each is
 * finished exactly once; a fleet whose worker process is lost is queued again.
 *
 * `train` throws whatever the trainer throws, or an `Error` if one fleet loses three worker processes.
 */
export function thisMachine(workshop: Workshop): Executor {
  return { train: (work) => trainAll({ ...work, ...workshop }), trainsOnce: false };
}

async function trainAll(work: FleetWork & Workshop): Promise<void> {
  const halt = new AbortController();
  const signal = AbortSignal.any([work.signal, halt.signal]);
  const jobs: Job[] = work.fleets.map((fleet) => ({ fleet, losses: 0 }));
  const failures: unknown[] = [];
  const crew: Promise<void>[] = [];
  const hire = (member: Promise<void>): void => {
    const outcome = member.catch((reason: unknown) => {
      failures.push(reason);
      halt.abort();
    });
    crew.push(outcome);
  };
  const left = workLeft(work.fleets);
  const desk: Desk = {
    note: (fleet, done) => {
      left.note(fleet, done);
      work.onProgress(left.done());
      const waiting = left.seconds(jobs.map((job) => job.fleet));
      if (work.workers === undefined && waiting > worthHelp) hireWorkers(availableParallelism() - 1);
    },
    handIn: (fleet, records) => {
      work.onTrained(fleet, records);
      desk.note(fleet, 1);
    },
  };
  const hireWorkers = (wanted: number): void => {
    const most = Math.min(wanted, jobs.length + crew.length - 1);
    while (crew.length - 1 < most) hire(trainInWorker(work, jobs, signal, desk));
  };
  hire(trainHere(work, jobs, signal, desk));
  hireWorkers(work.workers ?? 0);
  // The crew may grow while we wait for its first member; a loop over the array sees those that join.
  for (const member of crew) await member;
  if (failures.length > 0) throw failures[0];
}

async function trainHere(work: Task, jobs: Job[], signal: AbortSignal, desk: Desk): Promise<void> {
  const { validateEvery } = work;
  for (let job = jobs.shift(); job && !signal.aborted; job = jobs.shift()) {
    const { fleet } = job;
    const onProgress = (done: number): void => {
      desk.note(fleet, done);
    };
    desk.handIn(
      fleet,
      await work.trainer(work.data, plainRuns(fleet), { signal, validateEvery, onProgress }),
    );
  }
}

async function trainInWorker(work: Task, jobs: Job[], signal: AbortSignal, desk: Desk): Promise<void> {
  const { validateEvery } = work;
  let worker = startWorker(work.workerModule, work.data);
  try {
    for (let job = jobs.shift(); job && !signal.aborted; job = jobs.shift()) {
      const { fleet, losses } = job;
      const onProgress = (done: number): void => {
        desk.note(fleet, done);
      };
      const outcome = await worker
        .train(plainRuns(fleet), { signal, validateEvery, onProgress })
        .catch(onlyLost);
      if (!(outcome instanceof WorkerLost)) desk.handIn(fleet, outcome);
      else if (losses >= mostRetries) throw lostTooOften(fleet, losses + 1, outcome);
      else {
        jobs.unshift({ fleet, losses: losses + 1 });
        worker = startWorker(work.workerModule, work.data);
      }
    }
  } finally {
    worker.release();
  }
}

function onlyLost(reason: unknown): WorkerLost {
  if (reason instanceof WorkerLost) return reason;
  throw reason;
}

/** What the worker process needs to know about its runs. */
function plainRuns(fleet: readonly PlannedRun[]): Pick<PlannedRun, "hyperparameters" | "seed">[] {
  return fleet.map(({ hyperparameters, seed }) => ({ hyperparameters, seed }));
}

function lostTooOften(fleet: readonly PlannedRun[], times: number, last: WorkerLost): Error {
  return new Error(
    `Cannot finish the sweep: ${times} worker processes in a row ended while they trained the same ` +
      `${fleet.length} run(s). ${last.message} If memory ran out, sweep fewer or smaller runs at a time; ` +
      `{ workers: 0 } trains everything in this process.`,
    { cause: last },
  );
}
