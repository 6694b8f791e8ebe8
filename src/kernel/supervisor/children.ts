import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Each in a group of its own, so that a signal to the kernel's group reaches them through the supervisor only.
const detached = process.platform !== "win32";

/** The process that checks cells, and the folder for its files. */
export interface CompilerChild {
  readonly child: ChildProcess;
  readonly home: string;
}

/** Children that were started before anybody asked for them. */
const early: { cells?: ChildProcess | undefined; compiler?: CompilerChild | undefined } = {};

/** Starts both processes at once, while the rest of the kernel is still being loaded. */
export function startEarly(): void {
  early.compiler = spawnCompiler();
  early.cells = spawnCells();
}

/** The process that runs cells: one that was started early, or a new one. */
export function cellsChild(): ChildProcess {
  const child = early.cells ?? spawnCells();
  early.cells = undefined;
  return child;
}

/** The process that checks cells, likewise. */
export function compilerChild(): CompilerChild {
  const started = early.compiler ?? spawnCompiler();
  early.compiler = undefined;
  return started;
}

function spawnCells(): ChildProcess {
  const flags = [
    "--disable-warning=ExperimentalWarning",
    "--expose-internals", // see stopper.ts
    "--disable-warning=internal/test/binding",
  ];
  const main = join(__dirname, "../cell/main.js");
  return spawn(process.execPath, [...process.execArgv, ...flags, main], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    detached,
    env: process.env,
  });
}

function spawnCompiler(): CompilerChild {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-cells-")));
  const child = fork(join(__dirname, "../compiler/main.js"), [home], {
    execArgv: [...process.execArgv, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
    detached,
  });
  return { child, home };
}
