import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";

/** Whether this machine has a redis-server. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** A real server of its own, on a free port of the loopback interface. */
export interface RedisUnderTest {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had written to disk. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Starts a redis-server.
 *
 * @param options further settings, for example `["--requirepass", "secret"]`
 */
export async function startRedis(options: readonly string[] = []): Promise<RedisUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-redis-"));
  const port = await freePort();
  const at = options.indexOf("--requirepass");
  const password = at < 0 ? "" : `:${options[at + 1]}@`;
  const url = `redis://${password}127.0.0.1:${port}`;
  const start = async (): Promise<ChildProcess> => {
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
    const child = spawn(
      "redis-server",
      [...settings, "--appendonly", "yes", "--appendfsync", "always", ...options],
      {
        stdio: "ignore",
      },
    );
    await answers(url);
    return child;
  };
  let child = await start();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  return {
    url,
    kill,
    restart: async () => {
      child = await start();
    },
    dispose: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    redis.on("error", () => undefined);
    const pong = await redis
      .connect()
      .then(() => redis.ping())
      .catch(() => undefined);
    redis.disconnect();
    if (pong === "PONG") return;
    await wait(50);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
