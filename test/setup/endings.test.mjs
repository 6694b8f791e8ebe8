import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { thisMachine, venvPython } from "../../src/setup/context.mjs";
import { findFreePort } from "../../src/setup/jupyter/free-port.mjs";

const context = thisMachine();
const { skipBecause } = createRequire(import.meta.url)("../../dist/test/skip.js");

/** A terminal of its own, which closes when this program ends. */
const terminal = `
import os, pty, sys
child, master = pty.fork()
if child == 0: os.execvp(sys.argv[1], sys.argv[1:])
while True: os.write(1, os.read(master, 1000))
`;

/** Everything that a process has started, as far as it is still running. @param {number} pid @returns {number[]} */
function descendants(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "))
      .filter((child) => child !== "")
      .flatMap((child) => [Number(child), ...descendants(Number(child))]);
  } catch {
    return [];
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Opens the course and a kernel. @param {(args: string[]) => import("node:child_process").ChildProcess} open
 * @returns {Promise<number[]>} the processes that must end */
async function opened(open) {
  const port = await findFreePort(undefined);
  const program = open(["src/setup/start.mjs", "--no-browser", "--port", String(port)]);
  let said = "";
  const address = await new Promise((resolve, reject) => {
    program.once("exit", () => reject(new Error(`ended early: ${said}`)));
    for (const stream of [program.stdout, program.stderr])
      stream?.on("data", (text) => {
        said += text;
        const found = /http:\S+/.exec(said);
        if (found) resolve(new URL(found[0]));
      });
  });
  program.removeAllListeners("exit");
  const headers = { authorization: `token ${address.searchParams.get("token")}` };
  const answer = await fetch(`${address.origin}/api/kernels`, { method: "POST", headers, body: "{}" });
  expect(answer.status).to.equal(201);
  // JupyterLab, the kernel's supervisor, its compiler and its cells, and the native compiler.
  for (;;) {
    const processes = descendants(/** @type {number} */ (program.pid));
    if (processes.length >= 5) return processes;
    await sleep(100);
  }
}

/** @param {number[]} processes */
async function ended(processes) {
  for (let turn = 0; turn < 200 && processes.some(isRunning); turn++) await sleep(100);
  expect(processes.filter(isRunning)).to.deep.equal([]);
}

describe("what npm start has opened", function () {
  this.timeout(120_000);
  before(function () {
    if (context.platform !== "linux")
      skipBecause(this, "processes are looked up in /proc, which only Linux has");
  });

  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"]))
    it(`ends with it on ${signal}, kernels included`, async () => {
      /** @type {import("node:child_process").ChildProcess | undefined} */
      let program;
      const processes = await opened(
        (args) =>
          (program = spawn(context.node, args, { cwd: context.root, stdio: ["ignore", "pipe", "pipe"] })),
      );
      program?.kill(signal);
      await ended(processes);
    });

  it("ends with its terminal, kernels included", async () => {
    /** @type {import("node:child_process").ChildProcess | undefined} */
    let program;
    const processes = await opened((args) => {
      program = spawn(venvPython(context), ["-c", terminal, context.node, ...args], { cwd: context.root });
      return program;
    });
    program?.kill("SIGKILL");
    await ended(processes);
  });
});
