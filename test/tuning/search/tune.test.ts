import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noPruner } from "../../../src/tuning/pruners/pruner.js";
import { randomSampler } from "../../../src/tuning/samplers/random-samplers.js";
import { tpeSampler } from "../../../src/tuning/samplers/tpe-sampler.js";
import { tune, type TuneOptions, type TunedSpace } from "../../../src/tuning/search/tune.js";
import { train } from "../../../src/training/train.js";
import { messageOf, smallData } from "../../training/support.js";

const data = smallData([6], "classification");
const base = { epochs: 2, batchSize: 16 };
const space: TunedSpace = {
  learningRate: { low: 1e-3, high: 0.1, log: true },
  ...{ units: { low: 3, high: 9 }, layers: { low: 1, high: 2 }, activation: ["relu", "tanh"] },
};

describe("tune", function () {
  this.timeout(120_000);
  const options = (more: TuneOptions = {}): TuneOptions => ({
    ...{ trials: 8, at: 4, sampler: tpeSampler({ seed: 3, startupTrials: 3 }), pruner: noPruner() },
    ...more,
  });

  it("trains its trials together, each as it would be alone, and again the same", async () => {
    const found = await tune(data, base, space, options());
    expect(found.ending).to.equal("complete");
    expect(found.study.trials).to.have.length(8);
    for (const { params, values, intermediateValues, state } of found.study.trials) {
      const { history } = await train(data, { ...base, ...params }, { engine: "eager" });
      expect(state).to.equal("complete");
      expect(values[0]).to.be.closeTo(history[1]!.valLoss, 1e-5);
      expect(intermediateValues.map(({ step }) => step)).to.deep.equal([1, 2]);
    }
    const best = Math.min(...found.study.trials.map(({ values }) => values[0]!));
    expect(found.best).to.include({ value: best });
    expect(found.best!.hyperparameters).to.include({ ...base, optimizer: "sgd", ...found.study.best.params });
    const again = await tune(data, base, space, options());
    const seen = ({ study }: typeof found): unknown =>
      study.trials.map(({ params, values }) => [params, values]);
    expect(seen(again)).to.deep.equal(seen(found));
  });

  it("lets the pruner end trials between two epochs, and measures what it is asked to", async () => {
    const pruner = {
      name: "every second",
      shouldPrune: (_: unknown, { number }: { number: number }) => number % 2 === 1,
    };
    const more = { pruner, trials: 4, measure: "valAccuracy", seed: 2, sampler: randomSampler() } as const;
    const { study, best } = await tune(data, base, { units: [4, 5] }, options(more));
    expect(study.trials.map(({ state }) => state)).to.deep.equal([
      "complete",
      "pruned",
      "complete",
      "pruned",
    ]);
    expect(study.trials.map(({ intermediateValues }) => intermediateValues.length)).to.deep.equal([
      2, 1, 2, 1,
    ]);
    const alone = await train(data, best!.hyperparameters, { seed: 2 });
    expect(best!.value).to.be.closeTo(alone.history[1]!.valAccuracy!, 1e-5);
    expect(study.directions).to.deep.equal(["maximize"]);
  });

  it("keeps what is finished when it is interrupted, and goes on from its journal", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-test-"));
    try {
      const place = { name: "search", storage: join(folder, "search.journal"), sampler: randomSampler() };
      const stop = new AbortController();
      const callbacks = [() => { stop.abort(); }]; // prettier-ignore
      const broken = { ...options(place), at: 2, signal: stop.signal, callbacks };
      const first = await tune(data, base, { units: { low: 4, high: 5 } }, broken);
      expect(first.ending).to.equal("interrupted");
      // The study reads its journal, to which the second search will write.
      const before = first.study.trials;
      const kept = before.filter(({ state }) => state === "complete").length;
      expect(kept).to.be.within(1, 2);
      const second = await tune(data, base, { units: { low: 4, high: 5 } }, { ...options(place), trials: 2 });
      expect(second.study.trials.length).to.equal(before.length + 2);
      expect(second.study.trials.filter(({ state }) => state === "complete")).to.have.length(kept + 2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("fails a combination that cannot be trained, and goes on where that is caught", async () => {
    const mixed: TunedSpace = { architecture: ["dense", "gru"] };
    const more = { trials: 6, at: 3, sampler: randomSampler({ seed: 1 }), catch: RangeError } as const;
    const { study } = await tune(data, { ...base, units: 3, layers: 1 }, mixed, options(more));
    for (const { params, state } of study.trials)
      expect(state).to.equal(params["architecture"] === "dense" ? "complete" : "failed");
    expect(new Set(study.trials.map(({ state }) => state)).size).to.equal(2);
    const uncaught = tune(data, base, { architecture: ["gru"] }, options());
    expect(await messageOf(uncaught)).to.match(/architecture = "gru"/);
  });

  it("refuses what makes no search, before anything trains", async () => {
    const refused = (given: TunedSpace, more: object = {}): Promise<string> =>
      messageOf(tune(data, base, given, options(more)));
    expect(await refused({})).to.match(/space is empty/);
    expect(await refused(space, { at: 0 })).to.match(/at is 0/);
    expect(await refused(space, { seed: NaN })).to.match(/seed is NaN/);
    expect(await refused(space, { parallel: 4 })).to.match(/parallel/);
    expect(await refused(space, { measure: "valMae" })).to.match(/measure is "valMae".*classification/);
    expect(await refused(space, { trials: undefined })).to.match(/without end/);
    expect(await refused({ unit: { low: 1, high: 2 } } as TunedSpace)).to.match(/units/);
    const misplaced = tune(data, { seed: 1 } as object, space, options());
    expect(await messageOf(misplaced)).to.match(/"seed": it is an option/);
  });
});
