import { expect } from "chai";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { runSweep, runSweeps } from "../../src/sweep/run-sweep.js";
import { progressChannel, type Progress } from "../../src/runtime/progress.js";
import { fakeParts } from "./fake-parts.js";
import { fakeBase, fakeData, fakeRecord, fakeTrainer } from "./fake-trainer.js";

const values = { learningRate: [0.1, 0.2], units: [8, 16] };

describe("a sweep", () => {
  it("has all runs in the order of the plan, whichever fleet they were trained in", async () => {
    const { trainer, fleets } = fakeTrainer();
    const result = await runSweep(
      fakeData,
      fakeBase,
      values,
      { seeds: 2, workers: 0 },
      fakeParts({ trainer }),
    );
    expect(fleets.map((fleet) => fleet.length)).to.deep.equal([4, 4]);
    expect(result).to.include({ planned: 8, ending: "complete", base: fakeBase });
    expect(result.names).to.deep.equal(["learningRate", "units"]);
    expect(result.seeds).to.deep.equal([1, 2]);
    expect(result.runs.map((run) => [run.values.learningRate, run.values.units, run.seed])).to.deep.equal([
      [0.1, 8, 1],
      [0.1, 8, 2],
      [0.1, 16, 1],
      [0.1, 16, 2],
      [0.2, 8, 1],
      [0.2, 8, 2],
      [0.2, 16, 1],
      [0.2, 16, 2],
    ]);
    for (const { run, values: own, seed } of result.runs) {
      const alone = { hyperparameters: { ...fakeBase, ...own }, seed };
      expect(run).to.deep.equal(fakeRecord(alone, 3, "complete"));
    }
  });

  it("trains runs of several sweeps in the same fleets, and one that two of them want once", async () => {
    const { trainer, fleets } = fakeTrainer();
    const requests = [
      { base: fakeBase, values: { learningRate: [0.1, 0.2] } },
      { base: { ...fakeBase, momentum: 0.9 }, values: {} },
      { base: { ...fakeBase, learningRate: 0.2 }, values: { units: [8, 16] } },
    ];
    const results = await runSweeps(fakeData, requests, { seeds: 2, workers: 0 }, fakeParts({ trainer }));
    expect(fleets.map((fleet) => fleet.length)).to.deep.equal([6, 2]);
    expect(results.map(({ planned, runs }) => [planned, runs.length])).to.deep.equal([
      [4, 4],
      [2, 2],
      [4, 4],
    ]);
    const [first, , third] = results;
    expect(third!.runs[0]!.values).to.deep.equal({ units: 8 });
    expect(third!.runs[0]!.run).to.deep.equal(first!.runs[2]!.run);
    for (const { base, runs } of results)
      for (const { run, values: own, seed } of runs)
        expect(run).to.deep.equal(fakeRecord({ hyperparameters: { ...base, ...own }, seed }, 3, "complete"));
  });

  it("refuses a distance between validations that is none", async () => {
    const reason: unknown = await runSweep(
      fakeData,
      fakeBase,
      values,
      { validateEvery: 0 },
      fakeParts(),
    ).catch((error: unknown) => error);
    expect(reason)
      .to.be.instanceOf(RangeError)
      .with.property("message")
      .that.includes("Cannot call sweep with validateEvery: 0");
  });

  it("trains nothing unless every combination is valid", async () => {
    const { trainer, fleets } = fakeTrainer();
    const check = ({ units }: Hyperparameters): void => {
      if (units === 16) throw new RangeError("units is 16.");
    };
    const attempt = runSweep(fakeData, fakeBase, values, {}, fakeParts({ trainer, check }));
    const reason: unknown = await attempt.catch((error: unknown) => error);
    expect(reason).to.be.instanceOf(RangeError);
    expect((reason as Error).message).to.include("{ learningRate: 0.1, units: 16 }");
    expect(fleets).to.be.empty;
  });

  it("refuses a number of workers that is none", async () => {
    for (const workers of [-1, 0.5, NaN]) {
      const reason: unknown = await runSweep(fakeData, fakeBase, values, { workers }, fakeParts()).catch(
        (e: unknown) => e,
      );
      expect(reason)
        .to.be.instanceOf(RangeError)
        .with.property("message")
        .that.includes(`workers: ${workers}`);
    }
  });

  it("says how far it is, and at the end that it has ended", async () => {
    const heard: Progress[] = [];
    const listen = (message: unknown): void => void heard.push(message as Progress);
    subscribe(progressChannel.name, listen);
    const slow = fakeTrainer(() => new Promise((resolve) => setTimeout(resolve, 60)));
    await runSweep(
      fakeData,
      fakeBase,
      values,
      { seeds: 3, workers: 0 },
      fakeParts({ trainer: slow.trainer }),
    );
    unsubscribe(progressChannel.name, listen);
    expect(new Set(heard.map(({ id }) => id)).size).to.equal(1);
    expect(heard[0]).to.include({
      kind: "sweep",
      title: "Sweep over learningRate × units",
      done: 0,
      total: 12,
    });
    expect(heard.at(-1)).to.include({ done: 12, total: 12, finished: true });
    expect(heard.filter(({ finished }) => finished)).to.have.length(1);
    const estimates = heard.flatMap(({ secondsLeft }) => (secondsLeft === undefined ? [] : [secondsLeft]));
    expect(estimates).to.not.be.empty;
    for (const seconds of estimates) expect(seconds).to.be.within(0, 60);
  });

  it("keeps what is trained when its signal is aborted", async () => {
    const stop = new AbortController();
    const { trainer } = fakeTrainer((epoch, runs) => {
      if (runs[0]!.hyperparameters.units === 16 && epoch === 2) stop.abort();
    });
    const more = { ...values, units: [8, 16, 32] };
    const options = { seeds: 2, workers: 0, signal: stop.signal };
    const heard: Progress[] = [];
    const listen = (message: unknown): void => void heard.push(message as Progress);
    progressChannel.subscribe(listen);
    const result = await runSweep(fakeData, fakeBase, more, options, fakeParts({ trainer }));
    progressChannel.unsubscribe(listen);
    expect(result).to.include({ ending: "interrupted", planned: 12 });
    expect(heard.at(-1)).to.include({ done: 4, total: 12, finished: true });
    const found = result.runs.map(({ run }) => [run.hyperparameters.units, run.ending, run.history.length]);
    const arm = [
      ...Array<unknown>(2).fill([8, "complete", 3]),
      ...Array<unknown>(2).fill([16, "interrupted", 2]),
    ];
    expect(found).to.deep.equal([...arm, ...arm]);
  });

  it("is complete if the interrupt comes when everything is trained", async () => {
    const stop = new AbortController();
    const parts = fakeParts({
      trainer: async (_, runs) => {
        stop.abort();
        return Promise.resolve(runs.map((run) => fakeRecord(run, 3, "complete")));
      },
    });
    const result = await runSweep(fakeData, fakeBase, {}, { signal: stop.signal }, parts);
    expect(result).to.include({ ending: "complete", planned: 1 });
  });

  it("hears SIGINT while it runs, and leaves no listener behind", async () => {
    const before = process.listenerCount("SIGINT");
    const { trainer } = fakeTrainer((epoch) => {
      if (epoch === 1) process.emit("SIGINT");
    });
    const result = await runSweep(fakeData, fakeBase, values, { workers: 0 }, fakeParts({ trainer }));
    expect(result.ending).to.equal("interrupted");
    expect(result.runs.map(({ run }) => run.history.length)).to.deep.equal([1, 1]);
    expect(process.listenerCount("SIGINT")).to.equal(before);
  });

  it("fails as the trainer fails, and tells the display that it has ended", async () => {
    const before = process.listenerCount("SIGINT");
    const heard: Progress[] = [];
    const listen = (message: unknown): void => void heard.push(message as Progress);
    subscribe(progressChannel.name, listen);
    const { trainer } = fakeTrainer(() => {
      throw new TypeError("No such optimizer.");
    });
    const reason: unknown = await runSweep(fakeData, fakeBase, values, {}, fakeParts({ trainer })).catch(
      (e: unknown) => e,
    );
    unsubscribe(progressChannel.name, listen);
    expect(reason).to.be.instanceOf(TypeError).with.property("message", "No such optimizer.");
    expect(heard.at(-1)).to.include({ finished: true, done: 0 });
    expect(process.listenerCount("SIGINT")).to.equal(before);
  });
});
