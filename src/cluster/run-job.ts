import {
  array,
  custom,
  getDotPath,
  is,
  number,
  object,
  safeParse,
  string,
  type BaseIssue,
  type InferOutput,
} from "valibot";
import { isRecord } from "../runtime/collections.js";
import { hyperparameters } from "../hyperparameters/hyperparameters.js";
import { runKey } from "../training/records/run-key.js";
import type { FleetRun } from "../training/records/train-records.js";

/** One run as a job: plain data, from which its name in the queue can be computed again. */
export interface RunJob extends FleetRun {
  /** Checksum of the data set. */
  readonly checksum: string;
}

// Hyperparameters are checked by the table: an object's fields as they are, whatever their names.
const payloadSchema = object({
  hyperparameters: custom<Readonly<Record<string, unknown>>>(isRecord),
  seed: number(),
  checksum: string(),
});

const progressSchema = object({ names: array(string()), done: number() });

/** How far the runs are that a worker trains together, 0 to 1. */
export type FleetProgress = InferOutput<typeof progressSchema>;

/** Reads what the queue says of a worker's progress; undefined if it is something else. */
export function readProgress(message: unknown): FleetProgress | undefined {
  return is(progressSchema, message) ? message : undefined;
}

function faultOf(issue: BaseIssue<unknown>): string {
  const field = getDotPath(issue);
  if (field === null) return `its data are ${issue.received}`;
  return issue.received === "undefined" ? `it has no ${field}` : `its ${field} is ${issue.received}`;
}

/** The queue of one version of the training code: a worker never sees jobs that it would train differently. */
export const queueName = (version: string): string => `tunebook-${version.slice(0, 16)}`;

/** A run's name in the queue and under which its record is kept: the same as in the cache of runs. */
export const jobName = (job: RunJob, version: string): string => runKey({ ...job, version });

/**
 * Reads a job that came out of the queue. Only hyperparameters inside their domains pass, and only under the name that
 * belongs to them: write access to Redis lets one make a worker train, and nothing else.
 *
 * @param payload the job's data
 * @param name the job's name in the queue
 * @throws {TypeError|RangeError} if it is not a run of ours, or not the one that its name says
 */
export function readJob(payload: unknown, name: string, version: string): RunJob {
  const parsed = safeParse(payloadSchema, payload);
  if (!parsed.success)
    throw new TypeError(
      `Cannot train the job ${name.slice(0, 12)}…: ${faultOf(parsed.issues[0])}. A job has hyperparameters, seed and checksum.`,
    );
  const job = {
    hyperparameters: hyperparameters(parsed.output.hyperparameters),
    seed: parsed.output.seed,
    checksum: parsed.output.checksum,
  };
  if (jobName(job, version) === name) return job;
  throw new RangeError(
    `Cannot train the job ${name.slice(0, 12)}…: its name belongs to another run. It was damaged or changed; remove it.`,
  );
}
