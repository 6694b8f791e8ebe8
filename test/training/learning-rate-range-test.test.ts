import {
  learningRateRangeTest,
  readRange,
  type RangeTestOptions,
} from "../../src/training/learning-rate-range-test.js";
import { expect } from "chai";
import { train } from "../../src/training/train.js";
import { smallData } from "./support.js";

const numbers = smallData([5], "regression");
const linear = { layers: 0, batchSize: 8, activation: "linear" } as const;

describe("learningRateRangeTest", () => {
  it("raises the rate by the same factor in every step, over as many epochs as it takes", async () => {
    const { points, exploded } = await learningRateRangeTest(numbers, linear, {
      from: 1e-6,
      to: 1e-3,
      steps: 10,
    });
    expect(points).to.have.length(10);
    points.forEach(({ learningRate }, step) => {
      expect(learningRate).to.be.closeTo(1e-6 * 1000 ** (step / 9), 1e-9);
    });
    expect(exploded).to.equal(undefined);
  });

  it("begins with the losses of a training at the first rate", async () => {
    const { points } = await learningRateRangeTest(numbers, linear, { from: 1e-9, to: 1.1e-9, steps: 4 });
    const run = await train(numbers, { ...linear, learningRate: 1e-9, epochs: 1 });
    points.forEach(({ loss }, step) => {
      expect(loss).to.be.closeTo(run.stepLosses[step]!, 1e-5);
    });
  });

  it("stops where the loss explodes", async () => {
    const range = await learningRateRangeTest(numbers, linear, { from: 1e-3, to: 1e3, steps: 60 });
    expect(range.exploded).to.be.within(0.1, 100);
    expect(range.points.length).to.be.below(60);
    expect(range.steepest).to.be.below(range.exploded!);
  });

  it("refuses what is no range", async () => {
    for (const options of [{ from: 0 }, { from: 1, to: 0.1 }, { steps: 1 }, { to: Infinity }]) {
      const outcome = await learningRateRangeTest(numbers, linear, options).catch(
        (reason: unknown) => reason,
      );
      expect(outcome).to.be.instanceOf(RangeError);
    }
    const misspelt = { form: 1e-3 } as RangeTestOptions;
    const outcome = await learningRateRangeTest(numbers, linear, misspelt).catch((reason: unknown) => reason);
    expect(outcome).to.be.instanceOf(TypeError);
    expect((outcome as Error).message)
      .to.contain('"form"')
      .and.to.contain('"from"');
  });
});

describe("readRange", () => {
  it("finds the steepest fall and the lowest loss", () => {
    const rates = Array.from({ length: 60 }, (_, step) => 1e-4 * 10 ** (step / 12));
    // A valley: flat, falling fastest around 1e-2, lowest at 1e-1, then rising.
    const losses = rates.map((rate) => 2 - 1.8 / (1 + (0.01 / rate) ** 2) + (rate > 1 ? rate : 0));
    const { steepest, lowest } = readRange(rates, losses);
    expect(steepest).to.be.within(0.005, 0.05);
    expect(lowest).to.be.within(0.2, 1.5);
  });

  it("is not misled by a lucky batch at the start, or by a dip after the lowest loss", () => {
    const rates = Array.from({ length: 200 }, (_, step) => 1e-4 * 10 ** (step / 40));
    const losses = rates.map((rate) => 2 - 1.8 / (1 + (0.01 / rate) ** 2) + (rate > 0.3 ? 2 * rate : 0));
    losses[0] = 4; // every later batch looks like a fall
    for (let step = 180; step < 190; step++) losses[step] = 0.3; // a dip while it already explodes
    const { steepest } = readRange(rates, losses);
    expect(steepest).to.be.within(0.005, 0.05);
  });
});
