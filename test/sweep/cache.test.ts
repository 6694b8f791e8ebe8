import { cacheFolder, clearRunCache, trimRunCache } from "../../src/sweep/cache/cache-folder.js";
import { codeVersion } from "../../src/training/records/code-version.js";
import { runKey } from "../../src/training/records/run-key.js";
import { expect } from "chai";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRunCache } from "../../src/sweep/cache/run-cache.js";
import { runSweep } from "../../src/sweep/run-sweep.js";
import { fakeParts } from "./fake-parts.js";
import { fakeBase, fakeData, fakeRecord, fakeTrainer } from "./fake-trainer.js";

describe("the cache of runs", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-cache-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const path = (name: string): string => join(folder, name);
  const never = (reason: Error): never => {
    throw reason;
  };
  const sweepOnce = async (learningRate: number[], version = "test") => {
    const { trainer, fleets } = fakeTrainer();
    const parts = fakeParts({ trainer, cache: openRunCache(folder, never), version: () => version });
    const result = await runSweep(fakeData, fakeBase, { learningRate }, { seeds: 2, workers: 0 }, parts);
    return { result, trained: fleets.flat().map((run) => [run.hyperparameters.learningRate, run.seed]) };
  };

  it("trains a run once, and only what is new when one value changes", async () => {
    const first = await sweepOnce([0.1, 1]);
    expect(first.trained).to.have.length(4);
    const again = await sweepOnce([0.1, 1]);
    expect(again.trained).to.be.empty;
    expect(again.result.runs.map(({ cached }) => cached)).to.deep.equal([true, true, true, true]);
    // NaN and Infinity of diverged runs included.
    expect(again.result.runs.map(({ run }) => run)).to.deep.equal(first.result.runs.map(({ run }) => run));
    const changed = await sweepOnce([0.1, 0.5, 1]);
    expect(changed.trained).to.deep.equal([
      [0.5, 1],
      [0.5, 2],
    ]);
    expect(changed.result.runs.map(({ cached }) => cached)).to.deep.equal([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it("trains again when the training code changed", async () => {
    await sweepOnce([0.1]);
    expect((await sweepOnce([0.1], "newer")).trained).to.have.length(2);
  });

  it("takes a torn, changed, empty or foreign file as missing, and writes it anew", async () => {
    const { result } = await sweepOnce([0.1]);
    const name = readdirSync(folder)[0]!;
    const whole = readFileSync(path(name), "utf8");
    const others = [
      whole.slice(0, -9),
      whole.slice(0, 40),
      "",
      "{}",
      `${whole}x`,
      whole.replace('"seed":', '"seed":1'),
    ];
    for (const text of others) {
      writeFileSync(path(name), text);
      const again = await sweepOnce([0.1]);
      expect(again.trained).to.have.length(1);
      expect(again.result.runs.map(({ run }) => run)).to.deep.equal(result.runs.map(({ run }) => run));
      expect(readFileSync(path(name), "utf8")).to.equal(whole);
    }
  });

  it("does not keep runs that were cut short", async () => {
    const stop = new AbortController();
    const { trainer } = fakeTrainer((epoch) => {
      if (epoch === 2) stop.abort();
    });
    const parts = fakeParts({ trainer, cache: openRunCache(folder, never) });
    const result = await runSweep(fakeData, fakeBase, {}, { signal: stop.signal, workers: 0 }, parts);
    expect(result.runs[0]!.run.history).to.have.length(2);
    expect(readdirSync(folder)).to.be.empty;
  });

  it("bears two writers of the same run, and leaves no half file", async () => {
    const record = fakeRecord({ hyperparameters: fakeBase, seed: 1 }, 3, "complete");
    const caches = Array.from({ length: 8 }, () => openRunCache(folder, never));
    const key = "a".repeat(64);
    await Promise.all(caches.map((cache) => cache.put(key, record)));
    expect(readdirSync(folder)).to.deep.equal([`${key}.run`]);
    expect(await caches[0]!.get(key)).to.deep.equal(record);
  });

  it("only does not cache, and says so once, where it cannot write", async () => {
    writeFileSync(path("file"), "in the way");
    const reasons: Error[] = [];
    const cache = openRunCache(join(folder, "file", "runs"), (reason) => reasons.push(reason));
    const parts = fakeParts({ cache });
    const result = await runSweep(fakeData, fakeBase, { units: [8, 16] }, { workers: 0 }, parts);
    expect(result).to.include({ ending: "complete", planned: 2 });
    expect(reasons).to.have.length(1);
    expect(reasons[0]!.message).to.match(/ENOTDIR|EEXIST/);
  });

  it("removes what was not used for longest when it is full", async () => {
    const record = fakeRecord({ hyperparameters: fakeBase, seed: 1 }, 3, "complete");
    const cache = openRunCache(folder, never);
    const keys = ["a", "b", "c", "d"].map((letter) => letter.repeat(64));
    for (const [age, key] of keys.entries()) {
      await cache.put(key, record);
      utimesSync(path(`${key}.run`), 1000 + age, 1000 + age);
    }
    writeFileSync(path("mine.txt"), "not ours");
    const bytes = readFileSync(path(`${keys[0]!}.run`)).length;
    await cache.get(keys[0]!);
    expect(await trimRunCache(folder, 2 * bytes)).to.equal(2);
    expect(readdirSync(folder).sort()).to.deep.equal(
      [`${keys[0]!}.run`, `${keys[3]!}.run`, "mine.txt"].sort(),
    );
    expect(await clearRunCache(folder)).to.equal(2);
    expect(readdirSync(folder)).to.deep.equal(["mine.txt"]);
    expect(await clearRunCache(path("missing"))).to.equal(0);
  });

  it("sweeps away what a dead process left half-written, but not what is being written", async () => {
    const name = (letter: string): string =>
      `${letter.repeat(64)}.run.00000000-0000-0000-0000-000000000000.part`;
    writeFileSync(path(name("a")), "half");
    writeFileSync(path(name("b")), "half");
    utimesSync(path(name("a")), 1000, 1000);
    await trimRunCache(folder, 1);
    expect(readdirSync(folder)).to.deep.equal([name("b")]);
  });

  it("has another key for anything that matters, and the same for another order", () => {
    const identity = { checksum: "c", hyperparameters: fakeBase, seed: 1, version: "1" };
    const key = runKey(identity);
    expect(key).to.match(/^[0-9a-f]{64}$/);
    const reordered = Object.fromEntries(Object.entries(fakeBase).reverse()) as unknown as typeof fakeBase;
    expect(runKey({ ...identity, hyperparameters: reordered })).to.equal(key);
    const others = [
      { ...identity, checksum: "d" },
      { ...identity, seed: 2 },
      { ...identity, version: "2" },
      { ...identity, hyperparameters: { ...fakeBase, learningRate: 0.2 } },
    ];
    expect(new Set([key, ...others.map(runKey)]).size).to.equal(5);
  });

  it("knows its training code by a hash that is the same all the time", () => {
    expect(codeVersion()).to.match(/^[0-9a-f]{64}$/);
    expect(codeVersion()).to.equal(codeVersion());
  });

  it("lives where its user would look", () => {
    const project = (name: string): string => {
      mkdirSync(path(`${name}/deep/er`), { recursive: true });
      writeFileSync(path(`${name}/package.json`), JSON.stringify({ name }));
      return path(`${name}/deep/er`);
    };
    expect(cacheFolder(project("tunebook"), {})).to.equal(path("tunebook/.cache/runs"));
    expect(cacheFolder(project("other"), {})).to.equal(path("other/node_modules/.cache/tunebook/runs"));
    expect(cacheFolder(project("other"), { TUNEBOOK_CACHE: "/elsewhere" })).to.equal("/elsewhere");
    expect(cacheFolder("/", { XDG_CACHE_HOME: "/home/cache" })).to.equal("/home/cache/tunebook/runs");
  });
});
