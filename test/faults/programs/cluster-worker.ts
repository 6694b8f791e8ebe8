// A worker of a cluster that takes one run at a time: `cluster-worker.js REDIS LOG`. Into the log goes a line for every run
// it begins to train, with whether its record was already there, and one for every run it has trained.
import { type FleetTrainer, trainRecords } from "../../../src/training/records/train-records.js";
import { appendFileSync } from "node:fs";
import { Redis } from "ioredis";
import { jobName } from "../../../src/cluster/run-job.js";
import { workFor } from "../../../src/cluster/work-for.js";
import { codeVersion } from "../../../src/training/records/code-version.js";

const [on, log] = process.argv.slice(2) as [string, string];
const redis = new Redis(on, { maxRetriesPerRequest: null });
redis.on("error", () => undefined);

const trainer: FleetTrainer = async (data, runs, options) => {
  for (const { hyperparameters, seed } of runs) {
    const name = jobName({ hyperparameters, seed, checksum: data.checksum }, codeVersion());
    const finished = await redis.exists(`tunebook:record:${name}`);
    appendFileSync(log, `${finished === 1 ? "again" : "begin"} ${name}\n`);
  }
  return trainRecords(data, runs, options);
};

// Three seconds of silence make a worker lost, so that the trials do not take all day.
workFor(on, { trainer, version: codeVersion(), runsAtOnce: 1, lostAfter: 3 }).then(
  () => process.send?.("ready"),
  (reason: unknown) => {
    console.error(reason);
    process.exit(1);
  },
);
process.on("disconnect", () => process.exit());
