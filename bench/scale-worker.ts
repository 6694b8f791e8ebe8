// A worker for bench/scale: `scale-worker.js REDIS idle|train`. "idle" trains nothing and hands in a record at once, so that
// what is left is the queue's own cost.
import { type FleetTrainer, trainRecords } from "../src/training/records/train-records.js";
import { workFor } from "../src/cluster/work-for.js";
import { codeVersion } from "../src/training/records/code-version.js";
import type { RunRecord } from "../src/training/training-run.js";

const [on, kind] = process.argv.slice(2) as [string, string];

/** A record of the size that a run of twenty epochs has. */
const idle: FleetTrainer = (data, runs) =>
  Promise.resolve(
    runs.map(({ hyperparameters, seed }): RunRecord => {
      const history = Array.from({ length: 20 }, (_, at) => ({
        ...{ epoch: at + 1, step: 32 * (at + 1), seconds: 0.01 * at, loss: 1 / (at + 1), penalty: 0 },
        ...{ accuracy: 0.5, valLoss: 1 / (at + 1), valAccuracy: 0.5, learningRate: 0.1 },
      }));
      return {
        ...{
          hyperparameters,
          seed,
          dataset: { name: data.name, checksum: data.checksum },
          parameterCount: 1,
        },
        ...{ history, stepLosses: Array.from({ length: 640 }, (_, at) => 1 / (at + 1)), ending: "complete" },
        ...{ endingReason: "Nothing was trained.", engine: { path: "graph", xla: false, reason: "none" } },
        ...{ keptEpoch: 20, seconds: 0.2 },
      };
    }),
  );

workFor(on, { trainer: kind === "idle" ? idle : trainRecords, version: codeVersion() }).then(
  () => process.send?.("ready"),
  (reason: unknown) => {
    console.error(reason);
    process.exit(1);
  },
);
process.on("disconnect", () => process.exit());
