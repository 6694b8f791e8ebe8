import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { withLock } from "../../src/setup/lock.mjs";
import { machine, silent } from "./support/machine.mjs";
import { removeTemporaryFolders, temporaryFolder, writeFiles } from "./support/temporary.mjs";

const lockFile = (/** @type {string} */ root) => join(root, ".cache", "setup.lock");

/** A process that takes the lock, adds "in" to a file, waits, adds "out". */
const worker = (/** @type {string} */ root) => `
  import { appendFileSync } from "node:fs";
  import { setTimeout as sleep } from "node:timers/promises";
  import { withLock } from ${JSON.stringify(pathToFileURL(join(thisMachine().root, "src/setup/lock.mjs")).href)};
  await withLock({ root: ${JSON.stringify(root)} }, () => undefined, async () => {
    appendFileSync(${JSON.stringify(join(root, "log"))}, "in\\n");
    await sleep(60);
    appendFileSync(${JSON.stringify(join(root, "log"))}, "out\\n");
  });`;

/** @param {string} root */
const startWorker = (root) =>
  spawn(process.execPath, ["--input-type=module", "-e", worker(root)], { stdio: "inherit" });

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number | null>} */
const ended = (child) => new Promise((resolve) => child.once("close", resolve));

/** A process number that nobody has any more. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the lock of set-up", () => {
  afterEach(removeTemporaryFolders);

  it("lets one process in at a time", async () => {
    const root = temporaryFolder();
    const codes = await Promise.all([1, 2, 3, 4].map(() => ended(startWorker(root))));
    expect(codes).to.deep.equal([0, 0, 0, 0]);
    expect(readFileSync(join(root, "log"), "utf8")).to.equal("in\nout\n".repeat(4));
    expect(existsSync(lockFile(root))).to.equal(false);
  });

  it("is taken over from a process that died, by one of several", async () => {
    const root = temporaryFolder();
    writeFiles(root, { ".cache/setup.lock": `${deadPid()}\n` });
    await Promise.all([1, 2, 3].map(() => ended(startWorker(root))));
    expect(readFileSync(join(root, "log"), "utf8")).to.equal("in\nout\n".repeat(3));
  });

  it("tells a waiting process which one it waits for", async () => {
    const context = machine();
    const child = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 400)"]);
    writeFiles(context.root, { ".cache/setup.lock": `${child.pid}\n` });
    /** @type {number[]} */
    const told = [];
    await withLock(
      context,
      (pid) => told.push(pid),
      async () => undefined,
    );
    expect(told).to.deep.equal([child.pid]);
  });

  it("is given back when the work fails", async () => {
    const context = machine();
    const failure = await withLock(context, silent, () => Promise.reject(new Error("no"))).catch(String);
    expect(failure).to.equal("Error: no");
    expect(existsSync(lockFile(context.root))).to.equal(false);
  });
});
