import {
  batchPlan,
  type BatchPlan,
  type BatchSelection,
  stepsPerEpoch,
  type Targets,
} from "../../src/data/batches.js";
import { expect } from "chai";
import fc from "fast-check";
import { stream } from "../../src/random/stream.js";

const classification = (labels: readonly number[]): Targets => ({
  count: labels.length,
  targets: Int32Array.from(labels),
});

/** The batches as lists of positions, padding left out: the slow and obvious reading of a plan. */
function batches({ steps, indices, mask }: BatchPlan): number[][] {
  const size = indices.length / steps;
  return Array.from({ length: steps }, (_, step) =>
    Array.from(indices.subarray(step * size, (step + 1) * size)).filter(
      (_, at) => mask[step * size + at] === 1,
    ),
  );
}

const countsOf = (labels: readonly number[], classes: number): number[] =>
  Array.from({ length: classes }, (_, label) => labels.filter((other) => other === label).length);

/** Labels in which every one of 2 to 5 classes appears, and a batch size that fits. */
const anyTask = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.array(fc.nat(4), { maxLength: 120 }), fc.integer({ min: 1 }))
  .map(([classes, extra, size]) => {
    const labels = [...Array(classes).keys(), ...extra.map((label) => label % classes)];
    return { classes, labels, batchSize: 1 + (size % labels.length) };
  });
const anySeed = fc.integer();
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

describe("batchPlan", () => {
  for (const selection of ["sequential", "shuffled", "stratified"] as const)
    it(`uses every example exactly once when ${selection}`, () => {
      fc.assert(
        fc.property(anyTask, anySeed, ({ labels, batchSize }, seed) => {
          const plan = batchPlan(selection, classification(labels), batchSize, stream(seed, "batches"));
          expect(sorted(batches(plan).flat())).to.deep.equal([...labels.keys()]);
        }),
      );
    });

  it("fills every batch but the last, and pads that with position 0 under mask 0", () => {
    fc.assert(
      fc.property(anyTask, anySeed, ({ labels, batchSize }, seed) => {
        const { steps, indices, mask } = batchPlan(
          "shuffled",
          classification(labels),
          batchSize,
          stream(seed, "b"),
        );
        expect([indices.length, mask.length]).to.deep.equal([steps * batchSize, steps * batchSize]);
        expect(mask.indexOf(0)).to.equal(labels.length === mask.length ? -1 : labels.length);
        expect(indices.subarray(labels.length).every((index) => index === 0)).to.equal(true);
      }),
    );
  });

  it("keeps the stored order when sequential", () => {
    const plan = batchPlan("sequential", classification([0, 0, 1, 1, 1]), 2, stream(1, "batches"));
    expect(batches(plan)).to.deep.equal([[0, 1], [2, 3], [4]]);
  });

  it("holds each class in its share of the whole, to within two examples, when stratified", () => {
    fc.assert(
      fc.property(anyTask, anySeed, ({ classes, labels, batchSize }, seed) => {
        const shares = countsOf(labels, classes).map((count) => count / labels.length);
        const plan = batchPlan("stratified", classification(labels), batchSize, stream(seed, "batches"));
        for (const batch of batches(plan))
          countsOf(
            batch.map((index) => labels[index]!),
            classes,
          ).forEach((count, label) => {
            expect(Math.abs(count - shares[label]! * batch.length)).to.be.at.most(2);
          });
      }),
    );
  });

  it("holds the classes equally often, to within two, when balanced", () => {
    fc.assert(
      fc.property(anyTask, anySeed, ({ classes, labels, batchSize }, seed) => {
        const plan = batchPlan("balanced", classification(labels), batchSize, stream(seed, "batches"));
        for (const batch of batches(plan)) {
          const counts = countsOf(
            batch.map((index) => labels[index]!),
            classes,
          );
          expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(2);
        }
      }),
    );
  });

  it("repeats no example of a class before all of it was used, when balanced", () => {
    const labels = [0, 1, 1, 1, 1, 1, 1, 1];
    const [batch] = batches(batchPlan("balanced", classification(labels), 8, stream(3, "batches")));
    const ofOne = batch!.filter((index) => labels[index] === 1);
    expect(ofOne).to.have.length(4);
    expect(new Set(ofOne).size).to.equal(4);
  });

  it("draws with replacement evenly, and leaves out about 1/e of the examples", () => {
    const split = classification(Array.from({ length: 1000 }, (_, index) => index % 2));
    const random = stream(1, "batches");
    const drawn = Array.from({ length: 50 }, () =>
      batches(batchPlan("withReplacement", split, 100, random)).flat(),
    );
    const seen = drawn.map((epoch) => new Set(epoch).size / 1000);
    expect(seen.reduce((sum, part) => sum + part, 0) / 50).to.be.closeTo(1 - Math.exp(-1), 0.01);
    // 50 draws expected per example, deviation √50: chi-square over 1,000 cells within 5 deviations of its mean.
    const counts = countsOf(drawn.flat(), 1000);
    const chiSquare = counts.reduce((sum, count) => sum + (count - 50) ** 2 / 50, 0);
    expect(Math.abs(chiSquare - 999)).to.be.below(5 * Math.sqrt(2 * 999));
  });

  it("gives other batches in the next epoch and the same ones for the same seed", () => {
    const split = classification(Array.from({ length: 64 }, (_, index) => index % 4));
    for (const selection of [
      "shuffled",
      "stratified",
      "balanced",
      "withReplacement",
    ] satisfies BatchSelection[]) {
      const random = stream(7, "batches");
      const first = batchPlan(selection, split, 16, random).indices;
      expect(batchPlan(selection, split, 16, random).indices).to.not.deep.equal(first);
      expect(batchPlan(selection, split, 16, stream(7, "batches")).indices).to.deep.equal(first);
    }
  });

  it("takes ⌈n / B⌉ steps", () => {
    expect([stepsPerEpoch(1000, 32), stepsPerEpoch(1000, 1000), stepsPerEpoch(1024, 32)]).to.deep.equal([
      32, 1, 32,
    ]);
  });

  it("takes a batch larger than the data as all of the data", () => {
    expect([stepsPerEpoch(32, 33), stepsPerEpoch(18, 32), stepsPerEpoch(1, 1e9)]).to.deep.equal([1, 1, 1]);
    const split: Targets = { count: 18, targets: new Int32Array(18) };
    const large = batchPlan("shuffled", split, 32, stream(1, "b"));
    expect(large).to.deep.equal(batchPlan("shuffled", split, 18, stream(1, "b")));
    expect([...large.mask]).to.deep.equal(new Array(18).fill(1));
  });

  it("refuses sizes that make no batches, naming them", () => {
    for (const batchSize of [0, -1, 2.5, NaN])
      expect(() => stepsPerEpoch(32, batchSize)).to.throw(
        RangeError,
        new RegExp(`batchSize is ${batchSize} and there are 32`),
      );
  });

  it("refuses to go by class where there are none", () => {
    const regression: Targets = { count: 3, targets: new Float32Array(3) };
    for (const selection of ["stratified", "balanced"] as const)
      expect(() => batchPlan(selection, regression, 2, stream(1, "b"))).to.throw(TypeError, selection);
  });
});
