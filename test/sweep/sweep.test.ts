import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDataset } from "../../src/data/index.js";
import type { Dataset } from "../../src/data/dataset.js";
import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { sweep } from "../../src/sweep/sweep.js";
import type { SweepResult } from "../../src/sweep/sweep-result.js";
import { train } from "../../src/training/train.js";
import { expectSameRun } from "./same-run.js";

const base = hyperparameters({ layers: 1, units: 8, epochs: 3, batchSize: 16 });
describe("sweep", function () {
  this.timeout(120_000);
  let data: Dataset;
  let folder: string;
  let previous: string | undefined;

  before(async () => {
    data = await loadDataset("moons", { examples: 100 });
  });
  beforeEach(() => {
    previous = process.env["TUNEBOOK_CACHE"];
    folder = mkdtempSync(join(tmpdir(), "tunebook-sweep-"));
    process.env["TUNEBOOK_CACHE"] = folder;
  });
  afterEach(() => {
    if (previous === undefined) delete process.env["TUNEBOOK_CACHE"];
    else process.env["TUNEBOOK_CACHE"] = previous;
    rmSync(folder, { recursive: true });
  });

  async function expectLikeOneByOne(result: SweepResult): Promise<void> {
    for (const { values, seed, run } of result.runs) {
      const alone = await train(data, { ...result.base, ...values }, { seed });
      expectSameRun(run, alone);
      alone.dispose();
    }
  }

  it("gives the same runs as training them one by one", async () => {
    const values = { learningRate: [0.01, 0.3], dropout: [0, 0.4], momentum: [0, 0.9] };
    const mixed: Partial<Hyperparameters> = { ...base, optimizer: "momentum" };
    const result = await sweep(data, mixed, values, { seeds: [3, 8], cache: false });
    expect(result).to.include({ planned: 16, ending: "complete" });
    expect(result.runs).to.have.length(16);
    await expectLikeOneByOne(result);
  });

  it("validates only the last epoch on request, here and in workers, and keeps such runs apart in the cache", async () => {
    const seen = async (options: object) => {
      const { runs } = await sweep(data, base, { units: [4, 8] }, options);
      return runs.map(({ run, cached }) => [cached, ...run.history.map(({ epoch }) => epoch)]);
    };
    const ends = { validateEvery: Infinity, workers: 1 };
    expect(await seen(ends)).to.deep.equal([
      [false, 3],
      [false, 3],
    ]);
    expect(await seen({})).to.deep.equal([
      [false, 1, 2, 3],
      [false, 1, 2, 3],
    ]);
    expect(await seen(ends)).to.deep.equal([
      [true, 3],
      [true, 3],
    ]);
  });

  it("gives the same runs when worker processes help", async () => {
    const result = await sweep(
      data,
      base,
      { units: [4, 8], batchNorm: [false, true] },
      { workers: 1, cache: false },
    );
    expect(result.runs).to.have.length(4);
    await expectLikeOneByOne(result);
  });

  it("shows divergence as an ending, beside runs that go on", async () => {
    const result = await sweep(data, base, { learningRate: [0.1, 1e9] }, { cache: false });
    expect(result.runs.map(({ run }) => run.ending)).to.deep.equal(["complete", "diverged"]);
    await expectLikeOneByOne(result);
  });

  it("trains only what is new when it is executed again", async () => {
    const first = await sweep(data, base, { learningRate: [0.01, 0.1] }, { seeds: 2 });
    expect(first.runs.map(({ cached }) => cached)).to.deep.equal([false, false, false, false]);
    expect(readdirSync(folder)).to.have.length(4);
    const again = await sweep(data, base, { learningRate: [0.01, 0.2, 0.1] }, { seeds: 2 });
    expect(again.runs.map(({ cached }) => cached)).to.deep.equal([true, true, false, false, true, true]);
    expect(again.runs[4]!.run).to.deep.equal(first.runs[2]!.run);
    const fresh = await sweep(data, base, { learningRate: [0.01] }, { seeds: 2, cache: false });
    expect(fresh.runs.map(({ cached }) => cached)).to.deep.equal([false, false]);
  });

  it("knows other data by its checksum", async () => {
    await sweep(data, base, { learningRate: [0.1] });
    const other = await loadDataset("moons", { examples: 100, seed: 2 });
    expect((await sweep(other, base, { learningRate: [0.1] })).runs[0]!.cached).to.be.false;
  });

  it("refuses what is wrong before anything trains, and names it", async () => {
    const messageOf = async (values: object, choice: object = base): Promise<string> => {
      const reason: unknown = await sweep(data, choice, values).catch((error: unknown) => error);
      expect(reason).to.satisfy(
        (error: unknown) => error instanceof TypeError || error instanceof RangeError,
      );
      return (reason as Error).message;
    };
    expect(await messageOf({ learningrate: [0.1] })).to.include('"learningRate"');
    expect(await messageOf({ learningRate: [0.1, -1] })).to.match(
      /\{ learningRate: -1 \} is invalid.*learningRate = -1/,
    );
    expect(await messageOf({ learningRate: [0.1, "0.1"] })).to.match(/\{ learningRate: "0.1" \} is invalid/);
    expect(await messageOf({ architecture: ["dense", "convolutional"] })).to.match(
      /\{ architecture: "convolutional" \} is invalid/,
    );
    expect(await messageOf({}, { ...base, seed: 1 })).to.include('"seed"');
    const odd: unknown = await sweep(data, base, {}, { seed: 1 } as object).catch((error: unknown) => error);
    expect((odd as Error).message).to.match(/Cannot sweep with the option "seed".*Did you mean "seeds"/);
    expect(await messageOf({ units: [8] }, { ...base, epochs: 0 })).to.include("epochs = 0");
    expect(readdirSync(folder)).to.be.empty;
  });

  it("keeps what is trained when it is interrupted, and does not take it for finished", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 1500);
    const long = { ...base, epochs: 100_000 };
    const result = await sweep(data, long, { learningRate: [0.01, 0.1] }, { signal: stop.signal });
    expect(result).to.include({ ending: "interrupted", planned: 2 });
    expect(result.runs.map(({ run }) => run.ending)).to.deep.equal(["interrupted", "interrupted"]);
    for (const { run } of result.runs) expect(run.history.length).to.be.within(1, 99_999);
    expect(readdirSync(folder)).to.be.empty;
  });

  it("becomes a DataFrame", async () => {
    const result = await sweep(data, base, { learningRate: [0.01, 0.1] }, { seeds: 3, cache: false });
    const frame = result.toDataFrame();
    expect(frame.shape[0]).to.equal(6);
    expect(frame.columns).to.include.members(["learningRate", "seed", "valLoss", "valAccuracy", "ending"]);
  });
});
