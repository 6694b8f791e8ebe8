import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { randomSampler } from "../../src/tuning/index.js";
import { createStudy, presets, sweep, toDataset, type Dataset } from "../../src/index.js";
import { expectSameRun } from "../sweep/same-run.js";
import { skipBecause } from "../skip.js";
import { hasRedis, startRedis, type RedisUnderTest } from "./redis-under-test.js";

const cli = join(__dirname, "..", "..", "src", "cli", "main.js");
const worker = join(__dirname, "..", "..", "src", "cluster", "worker-process.js");

/** Two noisy classes on a line: something small that can be learned. */
function small(): Dataset {
  const x = Array.from({ length: 120 }, (_, at) => [Math.sin(at), Math.cos(3 * at)]);
  return toDataset({ x, y: x.map(([a, b]) => (a! + 0.3 * b! > 0 ? "above" : "below")) });
}

describe("a sweep on a cluster", function () {
  this.timeout(120_000);
  let redis: RedisUnderTest;
  let started: RedisUnderTest | undefined;
  const workers: ChildProcess[] = [];
  const startWorker = (): Promise<ChildProcess> =>
    new Promise((resolve, reject) => {
      const child = fork(worker, [redis.url], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
      workers.push(child);
      child.once("message", () => {
        resolve(child);
      });
      child.once("exit", (code) => {
        reject(new Error(`The worker ended with ${code}.`));
      });
    });

  before(async function () {
    if (!hasRedis) skipBecause(this, "no redis-server on this machine");
    redis = started = await startRedis(["--requirepass", "secret"]);
  });
  afterEach(() => {
    for (const child of workers.splice(0)) child.kill("SIGKILL");
  });
  after(async () => {
    await started?.dispose();
  });

  const data = small();
  const base = { ...presets.baseline, epochs: 3 };
  const values = { learningRate: [0.01, 0.1], units: [4, 8] };

  it("gives the runs that this machine gives, in the same order", async () => {
    await startWorker();
    await startWorker();
    const there = await sweep(data, base, values, { seeds: 3, cache: false, on: redis.url });
    const here = await sweep(data, base, values, { seeds: 3, cache: false, workers: 0 });
    expect(there.ending).to.equal("complete");
    expect(there.runs.map(({ values, seed }) => ({ values, seed }))).to.deep.equal(
      here.runs.map(({ values, seed }) => ({ values, seed })),
    );
    for (const [at, { run }] of there.runs.entries()) expectSameRun(run, here.runs[at]!.run);
  });

  it("takes what was trained before from the server, with no worker there", async () => {
    const again = await sweep(data, base, values, { seeds: 3, cache: false, on: redis.url });
    expect(again.runs).to.have.length(12);
  });

  it("goes on when a worker is killed", async () => {
    const victim = await startWorker();
    const long = { ...base, epochs: 300 };
    const going = sweep(
      data,
      long,
      { learningRate: [0.01, 0.02] },
      { seeds: 2, cache: false, on: redis.url },
    );
    setTimeout(() => victim.kill("SIGKILL"), 1500);
    await startWorker();
    const result = await going;
    expect(result.runs.map(({ run }) => run.history.length)).to.deep.equal([300, 300, 300, 300]);
  });

  it("trains the sweeps of a study's objective: the same trials as here", async () => {
    await startWorker();
    const valuesOf = async (on?: string): Promise<unknown> => {
      const study = await createStudy({
        name: "rates",
        direction: "minimize",
        sampler: randomSampler({ seed: 1 }),
      });
      const options = { trials: 3, ...(on === undefined ? {} : { on }) };
      await study.optimize(async (trial) => {
        const learningRate = trial.suggestFloat("learningRate", 1e-3, 1, { log: true });
        const { runs } = await sweep(data, { ...base, learningRate }, {}, { seeds: 2, cache: false });
        return Math.min(...runs.map(({ run }) => run.history.at(-1)!.valLoss));
      }, options);
      return study.trials.map(({ params, values }) => ({ params, value: values[0]!.toFixed(4) }));
    };
    expect(await valuesOf(redis.url)).to.deep.equal(await valuesOf());
  });

  it("ends when it is interrupted, and leaves nothing in the queue", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 500);
    const options = { seeds: 4, cache: false, on: redis.url, signal: stop.signal };
    const result = await sweep(data, { ...base, epochs: 7 }, {}, options);
    expect(result).to.include({ ending: "interrupted", planned: 4 });
    expect(result.runs).to.deep.equal([]);
    await startWorker();
    const after = await sweep(
      data,
      { ...base, epochs: 7 },
      {},
      { ...options, signal: new AbortController().signal },
    );
    expect(after.runs).to.have.length(4);
  });

  it("goes on when the server is killed and started again", async () => {
    await startWorker();
    const long = { ...base, epochs: 200 };
    const going = sweep(
      data,
      long,
      { learningRate: [0.03, 0.04] },
      { seeds: 2, cache: false, on: redis.url },
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await redis.restart();
    expect((await going).runs).to.have.length(4);
  });

  it("says what is wrong with an address, a password, or an option, and keeps the password to itself", async () => {
    const failing = async (on: string, more = {}): Promise<string> =>
      sweep(data, base, {}, { on, cache: false, ...more }).then(
        () => "nothing",
        (reason: unknown) => (reason as Error).message,
      );
    expect(await failing("http://somewhere")).to.match(/it must look like redis:\/\/host:6379/);
    expect(await failing("redis://:hunter2@127.0.0.1:1"))
      .to.match(/Cannot reach Redis.*Start it/)
      .and.not.match(/hunter2/);
    expect(await failing(redis.url.replace("secret", "wrong")))
      .to.match(/Cannot reach Redis/)
      .and.not.match(/wrong/);
    expect(await failing(redis.url, { workers: 2 })).to.match(/Leave out workers, or on/);
    const { stderr, status } = spawnSync(process.execPath, [cli, "worker", "ftp://x"], { encoding: "utf8" });
    expect(stderr).to.match(/must look like redis/);
    expect(status).to.equal(1);
  });
});
