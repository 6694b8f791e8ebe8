import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { thisMachine } from "../../src/runtime/processes.js";
import { openRunCache } from "../../src/sweep/cache/run-cache.js";
import { openRunClaims, type RunClaims } from "../../src/sweep/cache/run-claims.js";
import { runSweep } from "../../src/sweep/run-sweep.js";
import type { SweepResult } from "../../src/sweep/sweep-result.js";
import { fakeParts } from "./fake-parts.js";
import { fakeBase, fakeData, fakeTrainer } from "./fake-trainer.js";

describe("claims on runs", () => {
  let folder: string;
  const open: RunClaims[] = [];
  const claims = (settings = { touch: 20, patience: 200 }): RunClaims => {
    open.push(openRunClaims(folder, settings));
    return open.at(-1)!;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-claims-"));
  });
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
    rmSync(folder, { recursive: true });
  });

  const key = "a".repeat(64);
  const file = `${key}.run.claim`;

  it("are held by one, until it lets go", () => {
    const [one, other] = [claims(), claims()];
    expect([one.take(key), one.take(key), other.take(key)]).to.deep.equal([true, true, false]);
    one.release(key);
    expect([other.take(key), one.take(key)]).to.deep.equal([true, false]);
    other.close();
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("stay while their holder lives, and fall to others once nobody touches them", async () => {
    const [one, other] = [claims(), claims()];
    one.take(key);
    for (let look = 0; look < 10; look++) {
      expect(other.take(key)).to.equal(false);
      await wait(50);
    }
    writeFileSync(join(folder, file), "1 another-machine x");
    expect(other.take(key)).to.equal(false);
    await wait(10);
    const silent = openRunClaims(folder, { touch: 1e6, patience: 100 });
    writeFileSync(join(folder, `${"b".repeat(64)}.run.claim`), `${process.pid} ${thisMachine()} x`);
    const late = "b".repeat(64);
    expect(silent.take(late)).to.equal(false);
    await wait(150);
    expect(silent.take(late)).to.equal(true);
    silent.close();
  });

  it("of a process that is gone are void at once", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(join(folder, file), `${pid} ${thisMachine()} x`);
    expect(claims().take(key)).to.equal(true);
  });

  it("refuse nothing where they cannot be written", () => {
    writeFileSync(join(folder, "file"), "in the way");
    const [one, other] = [1, 2].map(() => openRunClaims(join(folder, "file", "runs")));
    expect([one!.take(key), other!.take(key)]).to.deep.equal([true, true]);
    for (const each of [one!, other!]) each.close();
  });

  it("let two sweeps at the same time train every run once, and the second take over from one that is interrupted", async () => {
    for (const stops of [false, true]) {
      const stop = new AbortController();
      const { trainer, fleets } = fakeTrainer((epoch) => {
        if (stops && epoch === 2 && fleets.length === 2) stop.abort();
      });
      const parts = fakeParts({ trainer, cache: openRunCache(folder), claims, version: () => String(stops) });
      const values = { units: [8, 16, 24] };
      const go = (signal?: AbortSignal): Promise<SweepResult> =>
        runSweep(fakeData, fakeBase, values, { seeds: 2, workers: 0, ...(signal && { signal }) }, parts);
      const [first, second] = await Promise.all([go(stop.signal), go()]);
      expect(second).to.include({ ending: "complete", planned: 6 });
      expect(second.runs).to.have.length(6);
      expect(first.ending).to.equal(stops ? "interrupted" : "complete");
      const done = fleets.flat().map(({ hyperparameters: { units }, seed }) => `${units}/${seed}`);
      if (!stops) expect(done).to.have.length(new Set(done).size);
      expect(readdirSync(folder).filter((name) => name.endsWith(".claim"))).to.deep.equal([]);
    }
  });
});
