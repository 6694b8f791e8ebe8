import { fork, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { sweep, type RunRecord } from "../../src/index.js";
import { hasRedis, startRedis, type RedisUnderTest } from "../cluster/redis-under-test.js";
import { printOf } from "./kept-runs.js";
import { smallBase, smallData, smallValues } from "./small-work.js";
import { withFolder } from "./temporary.js";

/** A Redis server and workers that can be killed. */
export interface ClusterUnderFault {
  readonly redis: RedisUnderTest;
  readonly folder: string;
  startWorker(): Promise<ChildProcess>;
  /** Sweeps with the cluster from this process. */
  sweep(runs: number): Promise<readonly RunRecord[]>;
  /** How many records the server holds. */
  records(): Promise<number>;
  /** How many runs were begun although their record was there. */
  trainedAgain(): number;
  /** How many runs were begun, the same one again counted again. */
  begun(): number;
}

/** Why there can be no cluster here. */
export const whyNoCluster = (): string | undefined =>
  hasRedis ? undefined : "no redis-server on this machine";

/** Runs something with a cluster of its own, without workers at first. */
export function withCluster<Result>(use: (cluster: ClusterUnderFault) => Promise<Result>): Promise<Result> {
  return withFolder(async (folder) => {
    const redis = await startRedis();
    const workers: ChildProcess[] = [];
    const log = join(folder, "trained.log");
    const lines = (): string[] => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
    try {
      return await use({
        redis,
        folder,
        startWorker: async () => {
          const worker = await startWorker(redis.url, log);
          workers.push(worker);
          return worker;
        },
        sweep: async (runs) => {
          const options = { cache: false, on: redis.url };
          const result = await sweep(smallData(), smallBase, smallValues(runs), options);
          return result.runs.map(({ run }) => run);
        },
        records: () => countRecords(redis.url),
        trainedAgain: () => lines().filter((line) => line.startsWith("again")).length,
        begun: () => lines().length,
      });
    } finally {
      for (const worker of workers) worker.kill("SIGKILL");
      await redis.dispose();
    }
  });
}

function startWorker(url: string, log: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, "programs", "cluster-worker.js"), [url, log], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.once("message", () => {
      resolve(child);
    });
    child.once("exit", (code) => {
      reject(new Error(`The worker ended with ${code}.`));
    });
  });
}

async function countRecords(url: string): Promise<number> {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  try {
    return (await redis.keys("tunebook:record:*")).length;
  } finally {
    redis.disconnect();
  }
}

let reference: Promise<ReadonlyMap<number, string>> | undefined;

/** The numbers of so many runs when nothing goes wrong: from a cluster with one worker that nobody harms; computed once. */
export function undisturbedOn(runs: number): Promise<ReadonlyMap<number, string>> {
  reference ??= withCluster(async (cluster) => {
    await cluster.startWorker();
    const records = await cluster.sweep(runs);
    return new Map(records.map(printOf).map(({ units, print }) => [units, print]));
  });
  return reference;
}
