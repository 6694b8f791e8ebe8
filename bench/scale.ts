// `npm run bench:scale [-- --runs N]`: a queue of ten thousand runs and one, two and four workers on this machine; writes
// docs/scale.md.
import { fork, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Redis } from "ioredis";
import { loadDataset, presets, sweep, type Dataset } from "../src/index.js";
import { oneThread } from "../src/runtime/processes.js";
import { startRedis } from "../test/cluster/redis-under-test.js";
import { difference, snapshot, type ServerLoad } from "./scale-load.js";
import { scaleReport, type ScaleRow } from "./scale-report.js";

const crews = [1, 2, 4];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "10000" }, trained: { type: "string", default: "1600" } },
  });
  const digits = await loadDataset("digits");
  const rows: ScaleRow[] = [];
  for (const workers of crews) {
    const queued = await measure(digits, "idle", workers, Number(values.runs));
    const trained = await measure(digits, "train", workers, Number(values.trained));
    rows.push({ workers, queued, trained });
    console.log(JSON.stringify(rows.at(-1)));
  }
  writeFileSync(join(__dirname, "..", "..", "docs", "scale.md"), scaleReport(rows));
  process.exit(0);
}

/** This many runs on a fresh server with a number of workers, and their cost to the server. */
async function measure(
  data: Dataset,
  kind: "idle" | "train",
  workers: number,
  runs: number,
): Promise<{ runs: number; seconds: number; load: ServerLoad }> {
  const server = await startRedis();
  const crew: ChildProcess[] = [];
  const redis = new Redis(server.url);
  try {
    for (let at = 0; at < workers; at++) crew.push(await startWorker(server.url, kind));
    const before = await snapshot(redis);
    const start = performance.now();
    const result = await sweep(data, presets.baseline, {}, { seeds: runs, cache: false, on: server.url });
    const seconds = (performance.now() - start) / 1000;
    if (result.runs.length !== runs) throw new Error(`${result.runs.length} of ${runs} runs came back.`);
    return { runs, seconds, load: difference(before, await snapshot(redis)) };
  } finally {
    for (const worker of crew) worker.kill("SIGKILL");
    redis.disconnect();
    await server.dispose();
  }
}

function startWorker(url: string, kind: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, "scale-worker.js"), [url, kind], {
      env: { ...process.env, ...oneThread, TF_CPP_MIN_LOG_LEVEL: "2" },
    });
    child.once("message", () => {
      resolve(child);
    });
    child.once("exit", (code) => {
      reject(new Error(`A worker ended with ${code}.`));
    });
  });
}

main().catch((reason: unknown) => {
  console.error(reason);
  process.exit(1);
});
