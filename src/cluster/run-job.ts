import { hyperparameters } from "../hyperparameters/hyperparameters.js";
import { isRecord } from "../runtime/collections.js";
import { runKey } from "../sweep/cache/run-key.js";
import type { FleetRun } from "../sweep/fleet-trainer.js";

/** One run as a job: plain data, from which its name in the queue can be computed again. */
export interface RunJob extends FleetRun {
  /** Checksum of the data set. */
  readonly checksum: string;
}

/** The queue of one version of the training code: a worker never sees jobs that it would train differently. */
export const queueName = (version: string): string => `tunebook-${version.slice(0, 16)}`;

/** A run's name in the queue and under which its record is kept: the same as in the cache of runs. */
export const jobName = (job: RunJob, version: string): string => runKey({ ...job, version });

/**
 * Reads a job that came out of the queue. Only hyperparameters inside their domains pass, and only under the name that
 * belongs to them: whoever can write into Redis can make a worker train, and nothing else.
 *
 * @param payload the job's data
 * @param name the job's name in the queue
 * @throws {TypeError|RangeError} if it is not a run of ours, or not the one that its name says
 */
export function readJob(payload: unknown, name: string, version: string): RunJob {
  if (!isRecord(payload) || typeof payload.checksum !== "string" || typeof payload.seed !== "number")
    throw new TypeError(
      `Cannot train the job ${name.slice(0, 12)}…: it needs hyperparameters, seed and checksum.`,
    );
  if (!isRecord(payload.hyperparameters))
    throw new TypeError(`Cannot train the job ${name.slice(0, 12)}…: its hyperparameters are no record.`);
  const job = {
    hyperparameters: hyperparameters(payload.hyperparameters),
    seed: payload.seed,
    checksum: payload.checksum,
  };
  if (jobName(job, version) === name) return job;
  throw new RangeError(
    `Cannot train the job ${name.slice(0, 12)}…: its name belongs to another run. It was damaged or changed; remove it.`,
  );
}
