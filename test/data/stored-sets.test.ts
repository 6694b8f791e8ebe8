import { describeDataset, exampleAt } from "../../src/data/describe-dataset.js";
import { expect } from "chai";
import type { Dataset, Split } from "../../src/data/dataset.js";
import { loadDataset, type DatasetName } from "../../src/data/load-dataset.js";
import { sortedByTarget } from "../../src/data/altered-examples.js";

/** Accuracy of the nearest neighbour among the training examples: low if inputs and classes were out of step. */
function nearestNeighbourAccuracy(train: Split, test: Split, most: number): number {
  const width = train.inputs.length / train.count;
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let at = 0; at < width; at++)
      sum += (test.inputs[a * width + at]! - train.inputs[b * width + at]!) ** 2;
    return sum;
  };
  const asked = Math.min(most, test.count);
  let right = 0;
  for (let row = 0; row < asked; row++) {
    let best = Infinity;
    let label = -1;
    for (let other = 0; other < train.count; other++) {
      const here = distance(row, other);
      if (here < best) [best, label] = [here, train.targets[other]!];
    }
    if (label === test.targets[row]) right++;
  }
  return right / asked;
}

const perClass = (data: Dataset): Record<string, number> => {
  const { train, validation, test } = describeDataset(data);
  return Object.fromEntries(
    data.classNames!.map((name) => [
      name,
      [train, validation, test].reduce((sum, split) => sum + split.perClass![name]!, 0),
    ]),
  );
};

describe("the stored sets", () => {
  const counts: readonly (readonly [DatasetName, Record<string, number>])[] = [
    ["iris", { setosa: 50, versicolor: 50, virginica: 50 }],
    ["penguins", { Adelie: 146, Chinstrap: 68, Gentoo: 119 }],
    ["breastCancer", { benign: 357, malignant: 212 }],
    ["wine", { class_0: 59, class_1: 71, class_2: 48 }],
    ["digits", { 0: 178, 1: 182, 2: 177, 3: 183, 4: 181, 5: 182, 6: 181, 7: 179, 8: 174, 9: 180 }],
  ];
  for (const [name, expected] of counts)
    it(`hold as many ${name} of each class as published`, async () => {
      expect(perClass(await loadDataset(name))).to.deep.equal(expected);
    });

  const accuracies: readonly (readonly [DatasetName, number, number])[] = [
    ["iris", 0.85, 1],
    ["penguins", 0.95, 1],
    ["breastCancer", 0.9, 1],
    ["wine", 0.9, 1],
    ["digits", 0.97, 1],
    ["mnist", 0.8, 1],
    // Digits drawn anywhere on the line: far above one in ten, far below the 0.94 of a convolutional network.
    ["mnist1d", 0.4, 0.7],
  ];
  for (const [name, low, high] of accuracies)
    it(`pair inputs with classes: nearest neighbours read ${name} as well as they are known to`, async () => {
      const { train, test } = await loadDataset(name, name === "mnist" ? { examples: 1000 } : {});
      expect(nearestNeighbourAccuracy(train, test, 200)).to.be.within(low, high);
    });

  it("hold the cars' published mean and the first car", async () => {
    const raw = await loadDataset("cars", { standardise: false });
    const all = [raw.train, raw.validation, raw.test];
    const targets = all.flatMap((split) => Array.from(split.targets));
    expect(targets).to.have.length(392);
    expect(targets.reduce((sum, target) => sum + target, 0) / 392).to.be.closeTo(23.4459, 1e-3);
    // chevrolet chevelle malibu: 8 cylinders, 307, 130, 3504 lbs, 12 s, 1970, USA → 18 mpg
    const malibu = [8, 307, 130, 3504, 12, 1970, 0, 0, 1];
    const found = all.flatMap((split) =>
      Array.from(split.targets).filter((_, row) =>
        malibu.every((value, column) => split.inputs[row * 9 + column] === value),
      ),
    );
    expect(found).to.deep.equal([18]);
  });
});

describe("helpers of a data set", () => {
  it("describe a regression by the spread of its target", async () => {
    const { train } = describeDataset(await loadDataset("cars"));
    expect(train.target!.mean).to.be.closeTo(0, 1e-6);
    expect(train.target!.deviation).to.be.closeTo(1, 1e-6);
    expect(train.perClass).to.equal(undefined);
  });

  it("sort the training split by class and change nothing else", async () => {
    const data = await loadDataset("digits");
    const { train, validation, test, checksum } = sortedByTarget(data);
    expect(train.targets).to.deep.equal(data.train.targets.slice().sort());
    expect([validation, test]).to.deep.equal([data.validation, data.test]);
    expect(checksum).to.not.equal(data.checksum);
    const rows = ({ inputs }: Split): string[] =>
      Array.from({ length: data.train.count }, (_, row) => inputs.subarray(64 * row, 64 * row + 64).join());
    expect(rows(train).sort()).to.deep.equal(rows(data.train).sort());
  });

  it("pick one example with its class", async () => {
    const data = await loadDataset("digits");
    const example = exampleAt(data, "test", 5);
    expect(example.inputs).to.deep.equal(data.test.inputs.slice(5 * 64, 6 * 64));
    expect([example.target, example.className]).to.deep.equal([
      data.test.targets[5],
      String(data.test.targets[5]),
    ]);
    expect(exampleAt(await loadDataset("cars"), "train", 0)).to.not.have.property("className");
    expect(() => exampleAt(data, "test", 359)).to.throw(RangeError, "0 to 358");
  });
});
