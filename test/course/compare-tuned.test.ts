import { expect } from "chai";
import fc from "fast-check";
import { compareTuned } from "../../src/course/compare/compare-tuned.js";
import { tuningAndJudging } from "../../src/course/compare/halves.js";
import { comparePlan } from "../../src/course/compare/options.js";
import { edgesOf, nextBeyond, widened } from "../../src/course/compare/tuning-grid.js";
import { displayMethod } from "../../src/course/mime-bundle.js";
import { renderSvg } from "../../src/charts/render-svg.js";
import { loadDataset } from "../../src/data/load-dataset.js";
import { train } from "../../src/training/train.js";

const arms = { SGD: { optimizer: "sgd" }, Adam: { optimizer: "adam" } } as const;
const tune = { learningRate: [0.001, 0.01] };

describe("the grid of a tuned comparison", () => {
  it("knows at which edge a choice lies, and grows by the same factor or difference", () => {
    const grid = {
      learningRate: [0.1, 0.01, 0.001],
      momentum: [0, 0.5],
      optimizer: ["sgd", "adam"],
    } as const;
    expect(edgesOf(grid, { learningRate: 0.01, momentum: 0.5, optimizer: "sgd" })).to.deep.equal([
      { name: "momentum", side: "high" },
    ]);
    expect(nextBeyond(grid, { name: "learningRate", side: "high" })).to.equal(1);
    expect(nextBeyond(grid, { name: "learningRate", side: "low" })).to.equal(0.0001);
    expect(widened(grid, "learningRate", 1).learningRate).to.deep.equal([0.001, 0.01, 0.1, 1]);
    expect(
      edgesOf({ learningRate: [0.1] }, { learningRate: 0.1 }),
      "one value is fixed, not tuned",
    ).to.deep.equal([]);
  });

  it("ends where the hyperparameter's domain ends", () => {
    expect(nextBeyond({ momentum: [0.5, 0.9] }, { name: "momentum", side: "high" })).to.equal(undefined);
    expect(nextBeyond({ dropout: [0, 0.3] }, { name: "dropout", side: "low" })).to.equal(undefined);
    expect(nextBeyond({ units: [1, 2] }, { name: "units", side: "low" })).to.equal(undefined);
    expect(nextBeyond({ units: [16, 32] }, { name: "units", side: "high" })).to.be.greaterThan(32);
  });
});

describe("the parts that tune and judge", () => {
  it("share no example, lose none, and keep the classes in proportion, whatever the share", async () => {
    const digits = await loadDataset("digits");
    const row = (inputs: Float32Array, index: number): string =>
      inputs.slice(64 * index, 64 * (index + 1)).join();
    const rows = ({ count, inputs }: { count: number; inputs: Float32Array }): string[] =>
      Array.from({ length: count }, (_, index) => row(inputs, index)).sort();
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), (share) => {
        const { tuning, judging } = tuningAndJudging(digits, share);
        const both = [...rows(tuning.validation), ...rows(judging.validation)].sort();
        expect(both).to.deep.equal(rows(digits.validation));
        expect(tuning.checksum).to.not.equal(judging.checksum);
        expect(tuning.train.inputs).to.deep.equal(digits.train.inputs);
      }),
      { numRuns: 10 },
    );
    const { tuning } = tuningAndJudging(digits, 0.5);
    const counts = new Array<number>(10).fill(0);
    tuning.validation.targets.forEach((label) => counts[label]!++);
    const whole = new Array<number>(10).fill(0);
    digits.validation.targets.forEach((label) => whole[label]!++);
    counts.forEach((count, label) => expect(count).to.be.closeTo(whole[label]! / 2, 2));
    expect(() => tuningAndJudging(digits, 0.0001)).to.throw(RangeError, "both parts need");
  });
});

describe("compareTuned", () => {
  it("refuses what would not be a fair race, before anything trains", () => {
    const plan =
      (changes: object, some: object = arms) =>
      () =>
        comparePlan(some as never, { tune, ...changes });
    expect(plan({}, { SGD: {} })).to.throw(RangeError, "at least two");
    expect(plan({ tune: {} })).to.throw(RangeError, "without tuning anything");
    expect(plan({}, { ...arms, fast: { learningRate: 1 } })).to.throw(
      RangeError,
      "Cannot tune learningRate for fast",
    );
    expect(plan({ tuneAlso: { adam: { l2: [0, 1] } } })).to.throw(RangeError, "there is none");
    expect(plan({ tuneAlso: { SGD: { learningRate: [0.1, 1] } } })).to.throw(RangeError, "for SGD alone");
    expect(plan({ seeds: [1, 2], tuningSeeds: [2, 3] })).to.throw(RangeError, "judge on seed 2");
    expect(plan({ tuningShare: 1 })).to.throw(RangeError, "between 0 and 1");
    expect(plan({ choose: "best" })).to.throw(RangeError, "Cannot choose by best");
    expect(plan({ timings: -1 })).to.throw(RangeError, "timings: -1");
    expect(plan({ seed: 5 })).to.throw(TypeError, 'Did you mean "seeds"?');
    expect(plan({})()).to.deep.include({ seeds: [1, 2, 3, 4, 5, 6, 7, 8], tuningSeeds: [1001, 1002, 1003] });
  });

  it("tunes each arm alike, grows the grid, judges on other seeds and examples, and says all of it", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 150 });
    const options = { base: { epochs: 6 }, tune, seeds: 5, timings: 1 };
    const fair = await compareTuned(data, arms, options);
    const { judging, tuning } = tuningAndJudging(data, 0.5);
    expect(fair.grid.learningRate, "SGD's best lay at the upper edge").to.include.members([0.001, 0.01, 0.1]);
    for (const { name, tried, runs, seconds } of fair.arms) {
      expect(
        tried.map(({ values }) => values.learningRate),
        name,
      ).to.have.members([...fair.grid.learningRate!]);
      expect(runs.map(({ seed }) => seed)).to.deep.equal([1, 2, 3, 4, 5]);
      expect(new Set(runs.map(({ dataset }) => dataset.checksum))).to.deep.equal(new Set([judging.checksum]));
      expect(seconds).to.have.length(1);
    }
    const { chosen, runs, tried } = fair.arm("SGD");
    const best = Math.min(...tried.map(({ spread }) => spread.median));
    expect(tried.find(({ values }) => values.learningRate === chosen.learningRate)!.spread.median).to.equal(
      best,
    );
    const again = await train(judging, { epochs: 6, ...arms.SGD, ...chosen }, { seed: 1 });
    expect(
      runs[0]!.history.map(({ epoch }) => epoch),
      "only the end is measured",
    ).to.deep.equal([6]);
    expect(runs[0]!.history[0]!.valLoss).to.be.closeTo(again.history[5]!.valLoss, 1e-5);
    again.dispose();
    const { details } = fair.isBetter("Adam", "SGD");
    expect(details).to.match(/^Validation loss: .* over 5 seeds/);
    expect(fair.isNotWorse("Adam", "SGD", { by: 0.02, metric: "valAccuracy" }).details).to.contain(
      "allowed: 2 points lower",
    );
    expect(() => fair.arm("adam")).to.throw(RangeError, '"SGD", "Adam"');
    const text = String((await fair[displayMethod]())["text/plain"]);
    expect(text)
      .to.contain(`3 seeds, ${tuning.validation.count} examples`)
      .and.contain("judged on 5 other seeds");
    expect(fair.chart.summary).to.contain("SGD with learning rate").and.contain("validation accuracy");
    expect(await renderSvg(fair.chart)).to.contain("each tuned");
  });

  it("measures every epoch on request, and ends the same", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 150 });
    const options = { base: { epochs: 4 }, tune, seeds: 2, tuningSeeds: 1, extensions: 0 };
    const [ends, curves] = [
      await compareTuned(data, arms, options),
      await compareTuned(data, arms, { ...options, validateEvery: 1 }),
    ];
    for (const { name, runs, chosen } of ends.arms) {
      expect(curves.arm(name).chosen).to.deep.equal(chosen);
      expect(curves.arm(name).runs[0]!.history).to.have.length(4);
      const last = ({ history }: (typeof runs)[number]) => history.at(-1)!.valLoss;
      runs.forEach((run, at) => expect(last(curves.arm(name).runs[at]!)).to.be.closeTo(last(run), 1e-5));
    }
  });

  it("tunes for single arms what they alone have, and grows that grid for them only", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 150 });
    const both = { free: {}, decayed: { optimizer: "adamw" } } as const;
    const options = { base: { epochs: 4, optimizer: "adam" }, tune, tuningSeeds: 1, seeds: 5 } as const;
    const fair = await compareTuned(data, both, {
      ...{ ...options, extensions: 1 },
      tuneAlso: { decayed: { weightDecay: [10, 100] } }, // far too much: the grid grows downwards
    });
    expect(Object.keys(fair.grid)).to.deep.equal(["learningRate"]);
    expect(fair.arm("free").grid).to.have.keys("learningRate");
    expect(fair.arm("decayed").grid.weightDecay).to.deep.equal([1, 10, 100]);
    expect(fair.arm("decayed").chosen.weightDecay).to.equal(1);
    expect(fair.arm("decayed").edges).to.deep.include({ name: "weightDecay", side: "low" });
    const text = String((await fair[displayMethod]())["text/plain"]);
    expect(text).to.contain("decayed besides over weight decay 1, 10, 100");
  });

  it("chooses by the mean if requested: a rate at which one tuning seed in three fails loses to a safe one", async function () {
    this.timeout(60_000);
    const data = await loadDataset("spirals");
    const base = { units: 32, batchSize: data.train.count, epochs: 120, optimizer: "momentum" } as const;
    const rates = { tune: { learningRate: [0.16, 0.64] }, extensions: 0, seeds: 2, tuningSeeds: 5 };
    const both = { "0.9": { momentum: 0.9 }, "0.8": { momentum: 0.8 } };
    const byMedian = await compareTuned(data, both, { base, ...rates });
    const byMean = await compareTuned(data, both, { base, ...rates, choose: "mean" });
    expect(byMedian.arm("0.9").chosen.learningRate).to.equal(0.64);
    expect(byMean.arm("0.9").chosen.learningRate).to.equal(0.16);
    for (const { tried, chosen } of byMean.arms) {
      const best = Math.min(...tried.map(({ mean }) => mean));
      expect(tried.find(({ values }) => values.learningRate === chosen.learningRate)!.mean).to.equal(best);
    }
    expect(String((await byMean[displayMethod]())["text/plain"])).to.contain("seeds by their mean, ");
  });

  it("says so where the best still lies at an edge, and where runs diverged", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 150 });
    const options = {
      base: { epochs: 2 },
      tune: { learningRate: [1e-5, 1e-4] },
      extensions: 0,
      seeds: 5,
      tuningSeeds: 1,
    };
    const fair = await compareTuned(
      data,
      { tanh: { activation: "tanh" }, relu: { activation: "relu" } },
      options,
    );
    expect(fair.arm("relu").edges).to.deep.equal([{ name: "learningRate", side: "high" }]);
    const text = String((await fair.table[displayMethod]())["text/plain"]);
    expect(text).to.contain("(edge)").and.contain("At the edge of the grid: tanh, relu");
    expect(fair.chart.summary).to.contain("At the edge");
    const wild = {
      base: { epochs: 2 },
      tune: { learningRate: [1e6, 1e7] },
      extensions: 0,
      seeds: 2,
      tuningSeeds: 1,
    };
    const lost = await compareTuned(data, { a: { units: 16 }, b: { units: 32 } }, wild);
    expect(String((await lost[displayMethod]())["text/plain"])).to.contain("2 of 2 runs diverged");
    expect(lost.chart.summary).to.contain("2 runs diverged");
  });

  it("lets the tuning examples decide when an arm stops, and judges it on the others", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 120, labelNoise: 0.2 });
    const stopped = { earlyStopping: "valLoss", patience: 2, restoreBestWeights: true } as const;
    const options = { base: { epochs: 30 }, tune: { learningRate: [0.05, 0.1] }, extensions: 0, seeds: 3 };
    const fair = await compareTuned(data, { stopped, whole: {} }, options);
    const { tuning, judging } = tuningAndJudging(data, 0.5);
    const { chosen, runs } = fair.arm("stopped");
    const decided = await train(tuning, { epochs: 30, ...stopped, ...chosen }, { seed: 2 });
    const measured = await train(judging, { epochs: 30, ...chosen }, { seed: 2 });
    expect(runs[1]).to.include({ keptEpoch: decided.keptEpoch, seed: 2, ending: decided.ending });
    expect(runs[1]!.dataset.checksum).to.equal(judging.checksum);
    expect(runs[1]!.history.at(-1)!.valLoss).to.be.closeTo(
      measured.history[runs[1]!.history.length - 1]!.valLoss,
      1e-4,
    );
    decided.dispose();
    measured.dispose();
  });

  it("lets the tuning examples decide when the rate of a plateau falls, and judges the weights on the others", async function () {
    this.timeout(60_000);
    const data = await loadDataset("digits", { examples: 120 });
    const reacting = { schedule: "reduceOnPlateau", decayEpochs: 1, decayRate: 0.1 } as const;
    const options = { base: { epochs: 12 }, tune: { learningRate: [0.2, 0.4] }, extensions: 0, seeds: 3 };
    const fair = await compareTuned(data, { reacting, kept: {} }, options);
    const { tuning, judging } = tuningAndJudging(data, 0.5);
    const { chosen, runs } = fair.arm("reacting");
    const decided = await train(tuning, { epochs: 12, ...reacting, ...chosen }, { seed: 2 });
    const { loss, accuracy } = decided.evaluate(judging.validation);
    const [end] = runs[1]!.history;
    expect(runs[1]!.history).to.have.length(1);
    expect(runs[1]!.dataset.checksum).to.equal(judging.checksum);
    expect(end).to.include({ epoch: 12, learningRate: decided.history.at(-1)!.learningRate });
    expect(end!.learningRate, "the rate did fall").to.be.below(chosen.learningRate!);
    expect(end!.valLoss).to.be.closeTo(loss, 1e-5);
    expect(end!.valAccuracy).to.be.closeTo(accuracy!, 1e-9);
    expect(loss).to.not.be.closeTo(decided.history.at(-1)!.valLoss, 1e-5);
    decided.dispose();
  });
});
