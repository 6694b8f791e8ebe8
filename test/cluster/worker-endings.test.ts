import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { presets, sweep, toDataset, type Dataset } from "../../src/index.js";
import { isRunning } from "../is-running.js";
import { skipBecause } from "../skip.js";
import { hasRedis, startRedis, type RedisUnderTest } from "./redis-under-test.js";

const cli = join(__dirname, "..", "..", "src", "cli", "main.js");

/** The command `tunebook worker` with one process. */
interface Command {
  readonly child: ChildProcess;
  /** Waits until its output has something like this, and returns the match. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

function small(): Dataset {
  const x = Array.from({ length: 120 }, (_, at) => [Math.sin(at), Math.cos(3 * at)]);
  return toDataset({ x, y: x.map(([a, b]) => (a! + 0.3 * b! > 0 ? "above" : "below")) });
}

// Whatever does not end in time fails by the time limit: before, a worker waited for Redis and a sweep for its answer.
describe("the end of workers and sweeps", function () {
  this.timeout(30_000);
  let redis: RedisUnderTest;
  let started: RedisUnderTest | undefined;
  const commands: ChildProcess[] = [];
  const data = small();
  const long = { ...presets.baseline, epochs: 1_000_000 };
  let stop: AbortController;
  let seed = 1;
  let going: Promise<unknown> | undefined;

  const begin = (grace: number): Command => {
    const args = [cli, "worker", redis.url, "--processes", "1", "--grace", String(grace)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    commands.push(child);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    const ended = new Promise<Awaited<Command["ended"]>>((resolve) => {
      child.on("exit", (code, signal) => {
        resolve({ code, signal });
      });
    });
    const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = pattern.exec(output);
        if (match !== null) return match;
        await wait(20);
      }
    };
    return { child, ended, until };
  };
  /** A sweep of one run that does not end by itself, never the same: one that was let go of waits for twenty seconds. */
  const sweepForLong = (): ReturnType<typeof sweep> => {
    const seeds = [++seed];
    const result = sweep(data, long, {}, { seeds, cache: false, on: redis.url, signal: stop.signal });
    going = result.catch(() => undefined);
    return result;
  };
  const gone = async (pid: number): Promise<void> => {
    while (isRunning(pid)) await wait(20);
  };

  before(async function () {
    if (!hasRedis) skipBecause(this, "no redis-server on this machine");
    redis = started = await startRedis();
  });
  beforeEach(() => {
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await going;
    for (const child of commands.splice(0)) child.kill("SIGKILL");
  });
  after(async () => {
    await started?.dispose();
  });

  it("says which run was taken and what came of it", async () => {
    const command = begin(1);
    const { runs } = await sweep(
      data,
      { ...presets.baseline, epochs: 3 },
      {},
      { cache: false, on: redis.url },
    );
    const [, taken] = await command.until(/\] took run (\w{12}) \(seed 1, 3 epochs\)/);
    const [, finished, loss] = await command.until(
      /\] finished run (\w{12}) .*complete after 3 epochs and [\d.]+ s, validation loss ([\d.]+)/,
    );
    expect(finished).to.equal(taken);
    expect(Number(loss)).to.be.closeTo(runs[0]!.run.history.at(-1)!.valLoss, 1e-3);
  });

  it("comes after the runs in training at the first signal, but no later than --grace says", async () => {
    const command = begin(1);
    void sweepForLong();
    await command.until(/took run/);
    command.child.kill("SIGTERM");
    await command.until(/ends; a second signal/);
    expect((await command.ended).signal).to.equal(null);
  });

  it("comes at once at the second signal", async () => {
    const command = begin(600);
    void sweepForLong();
    const [, pid] = await command.until(/\[(\d+)\] took run/);
    command.child.kill("SIGTERM");
    await command.until(/ends; a second signal/);
    command.child.kill("SIGTERM");
    expect(await command.ended).to.deep.equal({ code: 1, signal: null });
    await gone(Number(pid));
  });

  it("comes for the processes of a worker that was killed", async () => {
    const command = begin(600);
    void sweepForLong();
    const [, pid] = await command.until(/\[(\d+)\] took run/);
    command.child.kill("SIGKILL");
    await command.ended;
    await gone(Number(pid));
  });

  it("does not wait for a server that went away: worker and sweep", async () => {
    const command = begin(5);
    const result = sweepForLong();
    await command.until(/took run/);
    await redis.kill();
    try {
      stop.abort();
      expect(await result).to.deep.include({ ending: "interrupted", planned: 1, runs: [] });
      command.child.kill("SIGTERM");
      await command.ended;
    } finally {
      await redis.restart();
    }
  });

  it("does not wait for a server that never answers", async () => {
    const silent: Server = createServer(() => undefined);
    const port = await new Promise<number>((resolve) =>
      silent.listen(0, "127.0.0.1", () => {
        resolve((silent.address() as AddressInfo).port);
      }),
    );
    const on = `redis://127.0.0.1:${port}`;
    const result = sweep(data, long, {}, { cache: false, on, signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 100);
    expect(await result).to.include({ ending: "interrupted" });
    silent.close();
  });
});
