import { expect } from "chai";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { train } from "../../src/training/train.js";
import { trainFleet } from "../../src/training/train-fleet.js";
import type { TrainingRun } from "../../src/training/training-run.js";
import { distance, messageOf, smallData } from "./support.js";

const data = smallData([5], "classification");
const base = { layers: 3, units: 8, optimizer: "adam", learningRate: 0.01, batchSize: 8, epochs: 1 } as const;

/** The values of an array of weights. */
const valuesOf = (run: TrainingRun, name: string): number[] => [...run.weights().get(name)!.values];

/** The first weights of a run: those of one whose rate is next to nothing. */
const untrained = (maximalUpdate?: { baseUnits: number }): Promise<TrainingRun> =>
  train(data, { ...base, learningRate: 1e-12 }, maximalUpdate && { maximalUpdate });

const largestMove = (name: string, from: TrainingRun, to: TrainingRun): number => {
  const before = valuesOf(from, name);
  return Math.max(...valuesOf(to, name).map((value, at) => Math.abs(value - before[at]!)));
};

describe("the maximal update parametrization", () => {
  it("changes nothing at the base width", async () => {
    const scaled = await train(data, base, { maximalUpdate: { baseUnits: 8 } });
    expect(distance(scaled, await train(data, base))).to.equal(0);
  });

  it("draws the output layer √(base / units) times as large, and all else as before", async () => {
    const [plain, scaled] = [await untrained(), await untrained({ baseUnits: 2 })];
    for (const name of plain.weights().keys()) {
      const factor = name === "output/kernel" ? 0.5 : 1;
      const wanted = valuesOf(plain, name).map((value) => factor * value);
      valuesOf(scaled, name).forEach((value, at) => expect(value).to.be.closeTo(wanted[at]!, 1e-6));
    }
  });

  it("moves the first layer and the biases by α in Adam's first step, and the kernels behind them by α · base / units", async () => {
    const maximalUpdate = { baseUnits: 2 };
    const one = { ...base, batchSize: data.train.count, activation: "linear" } as const;
    const [before, after] = [await untrained(maximalUpdate), await train(data, one, { maximalUpdate })];
    expect(after.history[0]!.step).to.equal(1);
    for (const name of ["dense1/kernel", "dense3/bias", "output/bias"])
      expect(largestMove(name, before, after)).to.be.closeTo(0.01, 1e-4);
    for (const name of ["dense2/kernel", "dense3/kernel", "output/kernel"])
      expect(largestMove(name, before, after)).to.be.closeTo(0.0025, 1e-4);
  });

  it("a run of a fleet comes out as alone", async () => {
    const options = { maximalUpdate: { baseUnits: 2 } };
    const rates = [0.001, 0.01];
    const fleet = await trainFleet(
      data,
      rates.map((learningRate) => ({ hyperparameters: { ...base, learningRate }, seed: 1 })),
      options,
    );
    const alone = await train(data, { ...base, learningRate: 0.01 }, options);
    expect(distance(fleet[1]!, alone)).to.be.below(1e-5);
  });

  it("refuses what its rules are not for, and says what to do", async () => {
    const maximalUpdate = { baseUnits: 4 };
    expect(await messageOf(train(data, { ...base, optimizer: "sgd" }, { maximalUpdate }))).to.match(
      /by sgd.*adamw/,
    );
    expect(await messageOf(train(data, base, { maximalUpdate: { baseUnits: 0 } }))).to.match(
      /whole number, 1 or more/,
    );
    const shapes = [4, 8].map((units) => ({ hyperparameters: { ...base, units }, seed: 1 }));
    expect(await messageOf(trainFleet(data, shapes, { maximalUpdate }))).to.match(/each width together/);
    const series = smallData([6, 2], "classification");
    expect(await messageOf(train(series, { ...base, architecture: "gru" }, { maximalUpdate }))).to.match(
      /"dense"/,
    );
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [5], activation: "softmax" })],
    });
    expect(await messageOf(train(data, base, { model, maximalUpdate }))).to.match(/Leave it out/);
  });
});
