import { expect } from "chai";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, peerCommands } from "../../bench/compare.js";
import { comparisons, type Comparison } from "../../bench/comparisons.js";
import { exportDataset } from "../../bench/export-dataset.js";
import { interleave } from "../../bench/interleave.js";
import { startPeer } from "../../bench/peer-process.js";
import { importDataset } from "../../bench/peers/import-dataset.js";
import { textTable } from "../../bench/text-table.js";
import { verdicts } from "../../bench/verdicts.js";
import { loadDataset } from "../../src/data/index.js";
import { hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { fakeData } from "../sweep/fake-trainer.js";

describe("the bench", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-bench-test-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("times in turns and compares within rounds", async () => {
    const turns: string[] = [];
    const contestant = (name: string, costs: number[]) => ({
      name,
      run: () => {
        turns.push(name);
        return Promise.resolve(costs.shift()!);
      },
    });
    // The machine is three times slower in the second round: medians move, the ratio does not.
    const standings = await interleave([contestant("a", [1, 3, 1]), contestant("b", [2, 6, 2])], 3);
    expect(turns).to.deep.equal(["a", "b", "a", "b", "a", "b"]);
    expect(standings).to.deep.equal([
      { name: "a", median: 1, lowest: 1, highest: 3, ratio: 1 },
      { name: "b", median: 2, lowest: 2, highest: 6, ratio: 2 },
    ]);
  });

  it("judges targets in both directions", () => {
    const comparison = {
      ...comparisons[0]!,
      targets: [
        { against: "keras", factor: 5 },
        { against: "jax", factor: 1 / 1.5 },
      ] as const,
    };
    const result = (name: string, ratio: number) => ({
      ...{ name, ratio, median: 1, lowest: 1, highest: 1 },
      ...{ version: name, accuracies: [1], totalSeconds: 1 },
    });
    const judge = (keras: number, jax: number) =>
      verdicts(comparison, [result("tunebook", 1), result("keras", keras), result("jax", jax)]);
    expect(judge(5, 0.7).map(({ met }) => met)).to.deep.equal([true, true]);
    expect(judge(4.9, 0.5).map(({ met }) => met)).to.deep.equal([false, false]);
    expect(judge(6, 0.5)[0]).to.include({
      target: "at least 5.0 times as fast as keras",
      measured: "6.0 times as fast as keras",
    });
    expect(judge(6, 0.5)[1]).to.include({
      target: "at most 1.50 times the time of jax",
      measured: "2.00 times the time of jax",
    });
  });

  it("hands a data set to its peers without changing a bit", () => {
    exportDataset(fakeData, folder);
    const { inputShape, outputs, train, validation } = importDataset(folder);
    expect([inputShape, outputs]).to.deep.equal([[2], 2]);
    expect(train.inputs).to.deep.equal(fakeData.train.inputs);
    expect(train.targets).to.deep.equal(fakeData.train.targets);
    expect(validation.inputs).to.deep.equal(fakeData.validation.inputs);
  });

  it("talks to a peer, and hears why it ended", async () => {
    const script = join(folder, "peer.js");
    writeFileSync(
      script,
      `const lines = require("readline").createInterface({ input: process.stdin });
       console.log(JSON.stringify({ version: "Parrot 1" }));
       lines.on("line", (line) => { if (line.includes("die")) throw new Error("as you wish"); console.log(line); });`,
    );
    const peer = await startPeer([process.execPath, script]);
    expect(peer.version).to.equal("Parrot 1");
    expect(await peer.ask({ say: 1 })).to.deep.equal({ say: 1 });
    const reason: unknown = await peer.ask({ say: "die" }).catch((error: unknown) => error);
    expect(reason).to.be.instanceOf(Error).with.property("message").that.includes("as you wish");
    await peer.close();
  });

  it("lets two libraries train the same", async function () {
    this.timeout(60_000);
    const moons = await loadDataset("moons", { examples: 40 });
    exportDataset(moons, folder);
    const comparison: Comparison = {
      name: "tiny",
      dataset: "moons",
      hyperparameters: hyperparameters({ layers: 1, units: 4, epochs: 2, batchSize: 16 }),
      learningRates: [0.01, 0.1],
      seeds: [1, 2],
      peers: ["tunebook", "tfjs"],
      cold: false,
      rounds: 1,
      targets: [],
    };
    const results = await compare(
      comparison,
      folder,
      peerCommands("python3", join(__dirname, "../../..")),
      1,
    );
    expect(results.map(({ name }) => name)).to.deep.equal(["tunebook", "tfjs"]);
    for (const { median, totalSeconds, accuracies, version } of results) {
      expect(version).to.match(/\d/);
      expect(accuracies).to.have.length(4);
      for (const accuracy of accuracies) expect(accuracy).to.be.within(0, 1);
      // 3 steps an epoch, 2 epochs, 4 runs.
      expect(median).to.be.closeTo(totalSeconds / (3 * 2 * 4), 1e-12);
    }
  });

  it("lets a library train the trials of a search", async function () {
    this.timeout(60_000);
    exportDataset(await loadDataset("moons", { examples: 40 }), folder);
    const shared = hyperparameters({ epochs: 2, batchSize: 16 });
    const comparison: Comparison = {
      ...{ name: "search", dataset: "moons", hyperparameters: shared, learningRates: [], seeds: [1] },
      trials: [3, 5].map((units) => ({ ...shared, units, layers: 1, batchSize: 4 * units - 4 })),
      ...{ peers: ["tunebook"], cold: true, rounds: 1, targets: [] },
    };
    const commands = peerCommands("python3", join(__dirname, "../../.."));
    const [own] = await compare(comparison, folder, commands, 1);
    expect(own!.accuracies).to.have.length(2);
    // Batches of 8 and 16: 5 and 3 steps an epoch, 2 epochs.
    expect(own!.median).to.be.closeTo(own!.totalSeconds / (10 + 6), 1e-12);
  });

  it("draws tables with numbers to the right", () => {
    const table = textTable([
      ["what", "ms"],
      ["dense", "1.5"],
      ["conv", "12.25"],
    ]);
    expect(table).to.equal("what   ms\n-----  -----\ndense    1.5\nconv   12.25");
  });
});
