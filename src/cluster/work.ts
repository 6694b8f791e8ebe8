import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { oneThread } from "../runtime/processes.js";
import { requireInstalled } from "../runtime/optional-package.js";
import { codeVersion } from "../training/records/code-version.js";

export const workerUsage = `Usage: tunebook worker redis://[:password@]host[:6379] [--processes N] [--grace SECONDS]

Takes runs of sweeps from the queue on that server and trains them, with one process per core by default.
Ctrl-C (or SIGTERM) ends it after the runs in training, for which it waits 8 seconds or as long as --grace says; a second
one ends it at once. Runs that are not finished go to another worker.`;

/**
 * Milliseconds: before a process that ended by itself is started again; for which one that must end may stay; and within
 * which a second Ctrl-C is the first one, which the terminal and npx both sent.
 */
const pauses = { restart: 1000, stay: 2000, twin: 200 };

interface Choices {
  readonly on: string;
  readonly processes: number;
  /** Seconds. */
  readonly grace: number;
}

/** What the command line says; undefined if it asks for help. */
function choices(args: readonly string[]): Choices | undefined {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      processes: { type: "string" },
      grace: { type: "string", default: "8" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const [on] = positionals;
  if (on === undefined || positionals.length > 1) throw new TypeError(workerUsage);
  const processes = Number(values.processes ?? availableParallelism());
  if (!Number.isSafeInteger(processes) || processes < 1)
    throw new RangeError(`Cannot work with ${values.processes} processes: give a whole number, 1 or more.`);
  const grace = Number(values.grace);
  if (!(grace >= 0 && grace <= 86_400))
    throw new RangeError(`Cannot wait ${values.grace} seconds: --grace must be a number from 0 to 86400.`);
  return { on, processes, grace };
}

/** Keeps so many processes at work until a signal comes. */
function work({ on, processes, grace }: Choices): void {
  const children = new Set<ChildProcess>();
  let ending = false;
  let heard = -Infinity;
  const start = (): void => {
    if (ending) return;
    const child = startWorker(on, grace);
    let ready = false;
    children.add(child);
    child.on("message", () => {
      ready = true;
    });
    child.on("exit", (code, signal) => {
      children.delete(child);
      if (ending) return;
      // Never ready means that it cannot work here at all; once ready, a crash is worth another attempt.
      if (!ready) process.exitCode = 1;
      else {
        console.error(`A worker process ended (${signal ?? `exit code ${code}`}); starting another one.`);
        setTimeout(start, pauses.restart);
      }
    });
  };
  const kill = (): never => {
    for (const child of children) child.kill("SIGKILL");
    process.exit(1);
  };
  const end = (signal: NodeJS.Signals): void => {
    const again = performance.now() - heard > pauses.twin || signal === "SIGTERM";
    if (ending && again) kill();
    if (ending) return;
    ending = true;
    heard = performance.now();
    for (const child of children) child.kill("SIGTERM");
    setTimeout(kill, 1000 * grace + pauses.stay).unref();
  };
  for (let count = 0; count < processes; count++) start();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
}

function startWorker(on: string, grace: number): ChildProcess {
  return fork(join(__dirname, "worker-process.js"), [on, String(grace)], {
    env: { TF_CPP_MIN_LOG_LEVEL: "2", ...process.env, ...oneThread },
    // In a process group of its own, where a terminal's Ctrl-C does not reach it: it would count as a second signal.
    detached: process.platform !== "win32",
  });
}

/**
 * `tunebook worker`: keeps worker processes at work until it is told to end.
 *
 * @param args the command line behind the word "worker"
 * @throws {TypeError} with the usage if the command line makes no sense
 * @throws {RangeError} if a number in it is outside its range
 * @throws {Error} if bullmq or ioredis, which tunebook does not bring, is not installed
 */
export async function workerCommand(args: readonly string[]): Promise<void> {
  const chosen = choices(args);
  if (chosen === undefined) {
    console.log(workerUsage);
    return;
  }
  requireInstalled(["bullmq", "ioredis"], "work for a queue");
  const { redisAddress } = await import("./connect.js");
  const { queueName } = await import("./run-job.js");
  const { shown } = redisAddress(chosen.on);
  console.log(`${chosen.processes} worker process(es) for ${shown}, queue ${queueName(codeVersion())}`);
  work(chosen);
}
