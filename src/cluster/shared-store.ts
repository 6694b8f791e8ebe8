import type { Redis } from "ioredis";
import type { Dataset } from "../data/dataset.js";
import { recordToText, textToRecord } from "../training/records/run-record.js";
import type { RunRecord } from "../training/training-run.js";
import { packDataset, unpackDataset } from "./pack-dataset.js";
import { jobName } from "./run-job.js";

/** What the machines of a cluster share beside the queue: data sets, finished records, and what was cancelled. */
export interface SharedStore {
  putData(data: Dataset): Promise<void>;
  getData(checksum: string): Promise<Dataset>;
  putRecord(name: string, record: RunRecord): Promise<void>;
  /** For each name its record, or undefined: what is no record, or that of another run, is as good as missing. */
  getRecords(names: readonly string[]): Promise<(RunRecord | undefined)[]>;
  cancel(names: readonly string[]): Promise<void>;
  wanted(names: readonly string[]): Promise<void>;
  /** Whether every one of these was cancelled. */
  allCancelled(names: readonly string[]): Promise<boolean>;
}

/** Seconds for which things are kept after their last use: a week for data, a day for records, an hour for a cancellation. */
const keep = { data: 604_800, record: 86_400, cancelled: 3600 };
/** Most records read at once, so that no single answer of the server grows large. */
const slice = 200;

/**
 * The shared store in a Redis or Valkey server.
 *
 * @param version of the training code, which is part of every record's name
 */
export function sharedStore(redis: Redis, version: string): SharedStore {
  const key = (kind: keyof typeof keep, name: string): string => `tunebook:${kind}:${name}`;
  return {
    putData: async (data) => {
      const known = await redis.expire(key("data", data.checksum), keep.data);
      if (known === 0) await redis.set(key("data", data.checksum), packDataset(data), "EX", keep.data);
    },
    getData: async (checksum) => {
      const bytes = await redis.getBuffer(key("data", checksum));
      if (bytes === null) throw new Error(`The data set ${checksum.slice(0, 12)}… is no longer in Redis.`);
      return unpackDataset(bytes, checksum);
    },
    putRecord: async (name, record) => {
      await redis.set(key("record", name), recordToText(record), "EX", keep.record);
    },
    getRecords: async (names) => {
      const texts: (string | null)[] = [];
      for (let at = 0; at < names.length; at += slice)
        texts.push(...(await redis.mget(names.slice(at, at + slice).map((name) => key("record", name)))));
      return texts.map((text, at) => {
        const record = text === null ? undefined : textToRecord(text);
        return record !== undefined && nameOf(record, version) === names[at] ? record : undefined;
      });
    },
    cancel: async (names) => {
      const batch = redis.pipeline();
      for (const name of names) batch.set(key("cancelled", name), "1", "EX", keep.cancelled);
      await batch.exec();
    },
    wanted: async (names) => {
      if (names.length > 0) await redis.del(names.map((name) => key("cancelled", name)));
    },
    allCancelled: async (names) => {
      const marks = await redis.exists(names.map((name) => key("cancelled", name)));
      return marks === names.length;
    },
  };
}

function nameOf({ hyperparameters, seed, dataset: { checksum } }: RunRecord, version: string): string {
  return jobName({ hyperparameters, seed, checksum }, version);
}
