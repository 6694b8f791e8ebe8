import * as tf from "@tensorflow/tfjs-node";
import { expect } from "chai";
import { DataFrame, Series } from "danfojs-node";
import fc from "fast-check";
import { runInNewContext } from "node:vm";
import type { ArrayData } from "../../src/data/data-source.js";
import type { Dataset, Split } from "../../src/data/dataset.js";
import { toDataset } from "../../src/data/to-dataset.js";

const splitsOf = ({ train, validation, test }: Dataset): readonly Split[] => [train, validation, test];
const allTargets = (data: Dataset): number[] => splitsOf(data).flatMap(({ targets }) => Array.from(targets));
const allInputs = (data: Dataset): number[] => splitsOf(data).flatMap(({ inputs }) => Array.from(inputs));
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

const twenty = Array.from({ length: 20 }, (_, row) => row);
const points = twenty.map((row) => [row, row * row]);
const words = twenty.map((row) => (row % 2 === 0 ? "even" : "odd"));

describe("toDataset", () => {
  it("keeps every example once, with its own target", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 200 }), fc.integer(), (count, seed) => {
        const x = Array.from({ length: count }, (_, row) => [row, -row]);
        const data = toDataset({ x, y: x.map(([first]) => first! / 2), task: "regression", seed });
        expect(sorted(allTargets(data))).to.deep.equal(x.map(([first]) => first! / 2));
        for (const { inputs, targets } of splitsOf(data))
          targets.forEach((target, row) => {
            expect([inputs[2 * row], inputs[2 * row + 1]]).to.deep.equal([2 * target, -2 * target]);
          });
      }),
    );
  });

  it("splits by the fractions and the seed, classes in equal shares", () => {
    const data = toDataset({ x: points, y: words, fractions: { validation: 0.3, test: 0.1 }, seed: 4 });
    expect(splitsOf(data).map(({ count }) => count)).to.deep.equal([12, 6, 2]);
    for (const { count, targets } of splitsOf(data))
      expect(targets.filter((label) => label === 0)).to.have.length(count / 2);
    expect(toDataset({ x: points, y: words }).checksum).to.equal(toDataset({ x: points, y: words }).checksum);
    expect(toDataset({ x: points, y: words, seed: 2 }).checksum).to.not.equal(
      toDataset({ x: points, y: words }).checksum,
    );
  });

  it("uses splits of the reader's own where given, with the same class numbers", () => {
    const data = toDataset({
      x: points,
      y: words,
      validation: { x: [[7, 7]], y: ["odd"] },
      test: { x: [[8, 8]], y: ["even"] },
    });
    expect(splitsOf(data).map(({ count }) => count)).to.deep.equal([20, 1, 1]);
    expect([...data.validation.targets, ...data.test.targets]).to.deep.equal([1, 0]);
    expect([...data.validation.inputs, ...data.test.inputs]).to.deep.equal([7, 7, 8, 8]);
  });

  it("takes the same numbers as nested arrays, typed arrays and tensors", () => {
    const y = twenty.map((row) => row % 2);
    const kinds: readonly ArrayData[] = [
      { x: points, y },
      { x: points.map((row) => Float32Array.from(row)) as never, y },
      { x: Float32Array.from(points.flat()), y: Int32Array.from(y) },
      { x: tf.tensor2d(points), y: tf.tensor1d(y, "int32") },
      { x: points, y: tf.oneHot(tf.tensor1d(y, "int32"), 2) },
      { x: points, y: y.map((label) => [1 - label, label]) },
      { x: points, y: new Series(y) },
      { x: new DataFrame(points, { columns: ["a", "b"] }), y },
    ];
    const [first, ...others] = kinds.map((kind) => toDataset(kind).checksum);
    expect(new Set(others)).to.deep.equal(new Set([first]));
  });

  it("keeps the shape of images, and gives flat ones the shape asked for", () => {
    const images = twenty.map((row) => [
      [row, 0, 1],
      [1, 2, 3],
    ]);
    expect(toDataset({ x: images, y: words }).inputShape).to.deep.equal([2, 3]);
    const flat = toDataset({ x: Float32Array.from(images.flat(2)), y: words, inputShape: [2, 3, 1] });
    expect(flat.inputShape).to.deep.equal([2, 3, 1]);
    expect(sorted(allInputs(flat))).to.deep.equal(sorted(images.flat(2)));
    expect(toDataset({ x: twenty, y: words }).inputShape).to.deep.equal([1]);
  });

  it("guesses classes from words, booleans, one-hot rows and few whole numbers, else numbers", () => {
    const task = (y: ArrayData["y"]): string => toDataset({ x: points, y }).task;
    expect(task(words)).to.equal("classification");
    expect(task(twenty.map((row) => row > 9))).to.equal("classification");
    expect(task(twenty.map((row) => row % 3))).to.equal("classification");
    expect(task(twenty.map((row) => [row % 2, 1 - (row % 2)]))).to.equal("classification");
    expect(task(twenty)).to.equal("regression");
    expect(task(twenty.map((row) => [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5][row] ?? 0))).to.equal(
      "regression",
    );
    expect(task(twenty.map((row) => row / 7))).to.equal("regression");
    expect(task(points)).to.equal("regression");
    expect(toDataset({ x: points, y: points }).outputs).to.equal(2);
  });

  it("names classes by their labels and sorts numbers as numbers", () => {
    const y = twenty.map((row) => [2, 10, 9][row % 3]!);
    expect(toDataset({ x: points, y, task: "classification" }).classNames).to.deep.equal(["2", "9", "10"]);
    const named = toDataset({ x: points, y: twenty.map((row) => row % 2), classNames: ["no", "yes"] });
    expect(named.classNames).to.deep.equal(["no", "yes"]);
  });

  it("reads a DataFrame: words become 0/1 columns, the target a class", () => {
    const frame = new DataFrame(
      twenty.map((row) => [row, row % 4 < 2 ? "red" : "blue", row < 10 ? "low" : "high"]),
      { columns: ["size", "colour", "level"] },
    );
    const data = toDataset(frame, { target: "level" });
    expect(data.featureNames).to.deep.equal(["size", "colour = blue", "colour = red"]);
    expect(data.classNames).to.deep.equal(["high", "low"]);
    for (const { inputs, targets } of splitsOf(data))
      targets.forEach((label, row) => {
        const [size, blue, red] = inputs.subarray(3 * row, 3 * row + 3);
        expect([label, blue, red]).to.deep.equal([
          size! < 10 ? 1 : 0,
          size! % 4 < 2 ? 0 : 1,
          size! % 4 < 2 ? 1 : 0,
        ]);
      });
    expect(toDataset({ frame, target: "level" }).checksum).to.equal(data.checksum);
  });

  it("standardises only when asked, with the training split's statistics", () => {
    const { train } = toDataset({ x: points, y: words, standardise: true });
    const first = Array.from({ length: train.count }, (_, row) => train.inputs[2 * row]!);
    expect(first.reduce((sum, value) => sum + value, 0) / train.count).to.be.closeTo(0, 1e-6);
    expect(first.reduce((sum, value) => sum + value ** 2, 0) / train.count).to.be.closeTo(1, 1e-6);
    expect(sorted(allInputs(toDataset({ x: points, y: words })))).to.deep.equal(sorted(points.flat()));
  });

  it("gives a data set back as it is", () => {
    const data = toDataset({ x: points, y: words });
    expect(toDataset(data)).to.equal(data);
  });

  it("gives a data set changed by hand the checksum of what it now holds", () => {
    const data = toDataset({ x: points, y: words });
    const changed = toDataset({
      ...data,
      train: { ...data.train, inputs: data.train.inputs.map((x) => -x) },
    });
    expect(changed.checksum)
      .to.match(/^[0-9a-f]{64}$/)
      .and.to.not.equal(data.checksum);
    expect(toDataset({ ...data, checksum: "old" }).checksum).to.equal(data.checksum);
  });

  it("takes arrays of another realm, as the cells of a notebook may make them", () => {
    const data = toDataset({ x: points, y: words });
    const other = runInNewContext("Int32Array.from(labels)", {
      labels: Array.from(data.train.targets),
    }) as Int32Array;
    expect(other).to.not.be.an.instanceOf(Int32Array);
    const changed = toDataset({ ...data, train: { ...data.train, targets: other } });
    expect(changed.train.targets).to.be.an.instanceOf(Int32Array);
    expect(changed.checksum).to.equal(data.checksum);
    const nested = runInNewContext(
      JSON.stringify({ x: points, y: words }).replace(/^.*$/, "($&)"),
    ) as ArrayData;
    expect(toDataset(nested).checksum).to.equal(data.checksum);
  });
});
