import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isRunning } from "../is-running.js";

const program = `
  const { startWorker } = require(${JSON.stringify(join(__dirname, "../../src/sweep/workers/worker-process.js"))});
  const { fakeBase, fakeData } = require(${JSON.stringify(join(__dirname, "fake-trainer.js"))});
  const worker = startWorker(${JSON.stringify(join(__dirname, "fake-worker.js"))}, fakeData);
  const options = { signal: new AbortController().signal, onProgress: () => console.log(worker.pid) };
  void worker.train([{ hyperparameters: { ...fakeBase, epochs: 1e9 }, seed: 1 }], options);
`;

describe("a worker process whose sweep was killed", () => {
  it("ends by itself, in the middle of a fleet", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-abandoned-"));
    const environment = { ...process.env, FAKE_WORKER_FOLDER: folder };
    const sweeper = spawn(process.execPath, ["-e", program], {
      env: environment,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(sweeper.stdout, "data")) as [Buffer];
    const worker = Number(line.toString().split("\n")[0]);
    expect(isRunning(worker)).to.be.true;
    sweeper.kill("SIGKILL");
    for (let patience = 0; patience < 200 && isRunning(worker); patience += 1) await wait(50);
    expect(isRunning(worker)).to.be.false;
    rmSync(folder, { recursive: true });
  });
});
