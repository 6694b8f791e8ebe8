#!/usr/bin/env node
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { codeVersion } from "../sweep/cache/code-version.js";
import { oneThread } from "../sweep/workers/one-thread.js";
import { redisAddress } from "./redis-address.js";
import { queueName } from "./run-job.js";

const usage = `Usage: tunebook worker redis://[:password@]host[:6379] [--processes N]

Takes runs of sweeps from the queue on that server and trains them, with one process per core unless told otherwise.
Ctrl-C ends it after the runs in training; a second one at once, and another worker takes them.`;

/** Milliseconds before a process that ended by itself is started again. */
const pause = 1000;

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { processes: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [command, on] = positionals;
  if (values.help) {
    console.log(usage);
    return;
  }
  if (command !== "worker" || on === undefined || positionals.length > 2) throw new TypeError(usage);
  const { shown } = redisAddress(on);
  const processes = Number(values.processes ?? availableParallelism());
  if (!Number.isSafeInteger(processes) || processes < 1)
    throw new RangeError(`Cannot work with ${values.processes} processes: give a whole number from 1 on.`);
  console.log(`${processes} worker process(es) for ${shown}, queue ${queueName(codeVersion())}`);
  const children = new Set<ChildProcess>();
  let ending = false;
  const start = (): void => {
    const env = { ...process.env, ...oneThread, TF_CPP_MIN_LOG_LEVEL: "2" };
    const child = fork(join(__dirname, "worker-process.js"), [on], { env });
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
        setTimeout(start, pause);
      }
    });
  };
  for (let count = 0; count < processes; count++) start();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      ending = true;
      // A terminal's Ctrl-C reaches the children by itself; a signal sent to this process alone does not.
      if (signal === "SIGTERM" || !process.stdin.isTTY) for (const child of children) child.kill(signal);
    });
}

try {
  main();
} catch (reason) {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
}
