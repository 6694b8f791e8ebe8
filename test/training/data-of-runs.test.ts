import { expect } from "chai";
import fc from "fast-check";
import { toDataset } from "../../src/data/to-dataset.js";
import type { Dataset } from "../../src/data/dataset.js";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { trainFleet } from "../../src/training/train-fleet.js";
import { expectAsAlone } from "./as-alone.js";
import { messageOf, smallData } from "./support.js";

type Choice = Partial<Hyperparameters>;

const drawn = (shape: readonly number[], task: Dataset["task"]): Dataset[] =>
  [1, 2, 3].map((seed) => smallData(shape, task, 3, seed));

const images = drawn([4, 4, 1], "classification");
const numbers = drawn([5], "regression");

/** What all runs have in common, and what each may have for itself. */
const structure = fc.constantFrom<Choice>(
  { units: 5, dropout: 0.2 },
  { layers: 0 },
  { architecture: "convolutional", units: 3 },
  { units: 4, augmentation: "mixup", augmentationStrength: 0.3, classWeights: "balanced" },
);
const own = fc.record({
  set: fc.integer({ min: 0, max: 2 }),
  seed: fc.integer({ min: 1, max: 2 }),
  batchSelection: fc.constantFrom("shuffled" as const, "stratified" as const, "balanced" as const),
  learningRate: fc.constantFrom(0.01, 0.1),
});

describe("a fleet whose runs have data of their own", function () {
  this.timeout(120_000);

  it("trains every run as it would be alone, whatever the runs share", () =>
    fc.assert(
      fc.asyncProperty(structure, fc.array(own, { minLength: 2, maxLength: 4 }), (common, runs) =>
        expectAsAlone(
          images[0]!,
          runs.map(({ set, seed, ...rest }) => ({
            ...{ data: images[set]!, seed },
            hyperparameters: { ...common, ...rest, epochs: 2, batchSize: 8 },
          })),
          "eager",
        ),
      ),
      { numRuns: 6, seed: 1 },
    ));

  it("does so for regression, with networks of different shapes, as one graph", () =>
    expectAsAlone(
      numbers[0]!,
      numbers.map((data, at) => ({
        ...{ data, seed: 1 },
        hyperparameters: { units: 3 + at, layers: 1 + (at % 2), epochs: 2, batchSize: 16 },
      })),
      "graph",
    ));

  it("makes one data set of what several runs are given in common", async () => {
    const x = Array.from({ length: 20 }, (_, row) => [row, row % 3]);
    const y = x.map(([a]) => 2 * a!);
    const common = { name: "a line", x, y, task: "regression" as const };
    const two = [1, 2].map((seed) => ({ hyperparameters: { epochs: 1 }, seed }));
    const runs = await trainFleet(
      numbers[0]!,
      two.map((one) => ({ ...one, data: common })),
    );
    expect(runs.map(({ dataset }) => dataset.checksum)).to.deep.equal(
      new Array(2).fill(toDataset(common).checksum),
    );
  });

  it("predicts for each run with the scales of its own data", async () => {
    const lines = [1, 100].map((scale) =>
      toDataset({
        name: `a line times ${scale}`,
        task: "regression",
        x: Array.from({ length: 40 }, (_, row) => [row]),
        y: Array.from({ length: 40 }, (_, row) => scale * row),
        standardise: "both",
      }),
    );
    const settings = { epochs: 60, layers: 0, learningRate: 0.3 };
    const runs = await trainFleet(
      lines[0]!,
      lines.map((data) => ({ data, hyperparameters: settings, seed: 1 })),
    );
    const [one, hundred] = runs.map((run) => run.predict([[20]])[0]!);
    expect(one).to.be.closeTo(20, 1);
    expect(hundred).to.be.closeTo(2000, 100);
  });

  it("refuses sets of different shapes, and weights that belong to one of them", async () => {
    const seed = 1;
    const with0 = (data: Dataset, options = {}): Promise<string> =>
      messageOf(
        trainFleet(
          images[0]!,
          [
            { hyperparameters: {}, seed },
            { hyperparameters: {}, seed, data },
          ],
          options,
        ),
      );
    expect(await with0(smallData([4, 2, 2], "classification"))).to.match(
      /run 1 together with run 0: their data sets differ in input shape, "small" has \[4, 4, 1\] and "small" has \[4, 2, 2\]/,
    );
    const { train: all, ...rest } = images[1]!;
    const shorter = { ...all, count: 3, inputs: all.inputs.slice(0, 48), targets: all.targets.slice(0, 3) };
    expect(await with0({ ...rest, train: shorter })).to.match(/differ in training examples/);
    const sampleWeight = new Float32Array(images[0]!.train.count).fill(1);
    expect(await with0(images[1]!, { sampleWeight })).to.match(/sampleWeight on 2 data sets together/);
  });
});
