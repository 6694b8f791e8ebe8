import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runSweep } from "../../src/sweep/run-sweep.js";
import type { FleetTrainer } from "../../src/training/records/train-records.js";
import { fakeParts } from "./fake-parts.js";
import { fakeBase, fakeData, fakeRecord, fakeTrainer } from "./fake-trainer.js";

describe("a sweep with worker processes", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-workers-"));
    process.env.FAKE_WORKER_FOLDER = folder;
    delete process.env.FAKE_WORKER_DEATHS;
  });

  afterEach(() => {
    delete process.env.FAKE_WORKER_FOLDER;
    delete process.env.FAKE_WORKER_DEATHS;
    rmSync(folder, { recursive: true });
  });

  const finished = (): number => readdirSync(folder).filter((name) => name.startsWith("finished")).length;

  /** Trains the first fleet here, but only after the workers have finished so many others. */
  const patient = (others: number): FleetTrainer => {
    const { trainer } = fakeTrainer();
    return async (data, runs, options) => {
      while (finished() < others && !options.signal.aborted) await wait(5);
      return trainer(data, runs, options);
    };
  };

  const values = { learningRate: [0.1, 1], units: [8, 13, 16, 32] };

  it("gives the same runs in the same order as one process", async () => {
    const here = await runSweep(fakeData, fakeBase, values, { seeds: 2, workers: 0 }, fakeParts());
    const parts = fakeParts({ trainer: patient(3) });
    const there = await runSweep(fakeData, fakeBase, values, { seeds: 2, workers: 2 }, parts);
    expect(finished()).to.equal(3);
    // Divergence crosses the process boundary as it is: NaN stays NaN.
    expect(there.runs).to.deep.equal(here.runs);
    expect(there.runs.some(({ run }) => run.ending === "diverged" && Number.isNaN(run.history[0]!.loss))).to
      .be.true;
  });

  it("does the runs of a killed worker again, none lost and none doubled", async () => {
    process.env.FAKE_WORKER_DEATHS = "2";
    const parts = fakeParts({ trainer: patient(3) });
    const result = await runSweep(fakeData, fakeBase, values, { seeds: 2, workers: 2 }, parts);
    expect(readdirSync(folder).filter((name) => name.startsWith("death"))).to.have.length(2);
    expect(finished()).to.equal(3);
    expect(result).to.include({ ending: "complete", planned: 16 });
    for (const [index, { run, seed, values: own }] of result.runs.entries()) {
      expect(seed).to.equal((index % 2) + 1);
      const alone = { hyperparameters: { ...fakeBase, ...own }, seed };
      expect(run).to.deep.equal(fakeRecord(alone, 3, "complete"));
    }
  });

  it("gives up with a reason when the same runs lose three workers", async () => {
    process.env.FAKE_WORKER_DEATHS = "99";
    const parts = fakeParts({ trainer: patient(99) });
    const reason: unknown = await runSweep(fakeData, fakeBase, values, { workers: 1 }, parts).catch(
      (e: unknown) => e,
    );
    expect(reason).to.be.instanceOf(Error);
    expect((reason as Error).message).to.match(
      /^Cannot finish .* 3 worker processes in a row .*killed by SIGKILL.*workers: 0/,
    );
  });

  it("fails as the trainer in the worker fails", async () => {
    const parts = fakeParts({ trainer: patient(99) });
    const attempt = runSweep(fakeData, fakeBase, { units: [8, 666] }, { workers: 1 }, parts);
    const reason: unknown = await attempt.catch((e: unknown) => e);
    expect(reason).to.be.instanceOf(RangeError).with.property("message", "The devil is in the units.");
  });

  it("stops the workers too when it is interrupted, and keeps what they have", async () => {
    const stop = new AbortController();
    const parts = fakeParts({ trainer: patient(99) });
    const long = { ...fakeBase, epochs: 1_000_000 };
    // Enough time for the worker to start and finish some epochs of a million.
    const timer = setTimeout(() => {
      stop.abort();
    }, 1500);
    const result = await runSweep(
      fakeData,
      long,
      { units: [8, 16] },
      { workers: 1, signal: stop.signal },
      parts,
    );
    clearTimeout(timer);
    expect(result.ending).to.equal("interrupted");
    const inWorker = result.runs.filter(({ run }) => run.hyperparameters.units === 16);
    expect(inWorker).to.have.length(1);
    expect(inWorker[0]!.run.ending).to.equal("interrupted");
    expect(inWorker[0]!.run.history.length).to.be.greaterThan(0);
  });

  it("asks for help by itself when the work left is long", async () => {
    // A tenth of a second per epoch here: after 1.2 s of the first fleet, 11 more would take 13 s.
    const slow = fakeTrainer(() => wait(100)).trainer;
    const units = Array.from({ length: 12 }, (_, index) => 100 + index);
    const long = { ...fakeBase, epochs: 15 };
    const result = await runSweep(fakeData, long, { units }, {}, fakeParts({ trainer: slow }));
    expect(result).to.include({ ending: "complete", planned: 12 });
    expect(result.runs.map(({ values: own }) => own.units)).to.deep.equal(units);
    // A machine with one core has nobody to ask.
    if (availableParallelism() > 1) expect(finished()).to.be.greaterThan(0);
    else expect(finished()).to.equal(0);
  });

  it("asks for no help by itself when the work is short", async () => {
    await runSweep(fakeData, fakeBase, values, {}, fakeParts());
    expect(finished()).to.equal(0);
  });
});
