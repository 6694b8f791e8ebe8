import { expect } from "chai";
import type { Dataset, Split } from "../../src/data/dataset.js";
import { loadDataset } from "../../src/data/load-dataset.js";

const points = ({ inputs, targets, count }: Split): { x: number; y: number; label: number }[] =>
  Array.from({ length: count }, (_, row) => ({
    x: inputs[2 * row]!,
    y: inputs[2 * row + 1]!,
    label: targets[row]!,
  }));
const pairs = ({ inputs, targets }: Split): (readonly [x: number, y: number])[] =>
  Array.from(inputs, (x, row) => [x, targets[row]!] as const);
const splitsOf = ({ train, validation, test }: Dataset): readonly Split[] => [train, validation, test];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("generated data", () => {
  it("puts moons on two half circles that reach into each other", async () => {
    for (const split of splitsOf(await loadDataset("moons", { noise: 0 })))
      for (const { x, y, label } of points(split)) {
        const radius = label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
        expect(radius).to.be.closeTo(1, 1e-6);
        expect(label === 0 ? y >= -1e-6 : y <= 0.5 + 1e-6).to.equal(true);
      }
  });

  it("puts circles on radius 1 and ½", async () => {
    for (const { x, y, label } of points((await loadDataset("circles", { noise: 0 })).test))
      expect(Math.hypot(x, y)).to.be.closeTo(label === 0 ? 1 : 0.5, 1e-6);
  });

  it("winds the arms of spirals 2.8 π around, half a turn apart", async () => {
    for (const { x, y, label } of points((await loadDataset("spirals", { noise: 0 })).train)) {
      const radius = Math.hypot(x, y);
      const angle = 2.8 * Math.PI * radius + Math.PI * label;
      expect(Math.cos(angle - Math.atan2(y, x))).to.be.closeTo(1, 1e-4);
    }
  });

  it("adds noise of the asked standard deviation", async () => {
    const options = { examples: 20000, seed: 5 };
    const [clean, noisy] = await Promise.all([
      loadDataset("circles", { ...options, noise: 0 }),
      loadDataset("line", { ...options, noise: 0.25 }),
    ]);
    expect(clean.train.count).to.equal(20000);
    const residuals = pairs(noisy.train).map(([x, y]) => y - (2 * x + 1));
    expect(mean(residuals)).to.be.closeTo(0, 0.01);
    expect(Math.sqrt(mean(residuals.map((residual) => residual ** 2)))).to.be.closeTo(0.25, 0.01);
  });

  it("draws blobs in the asked proportions around their centres", async () => {
    const data = await loadDataset("blobs", { examples: 1000, proportions: [0.9, 0.1], noise: 0.5 });
    for (const split of splitsOf(data)) {
      const rare = points(split).filter(({ label }) => label === 1);
      expect(rare).to.have.length(split.count / 10);
      expect(mean(rare.map(({ x }) => x))).to.be.closeTo(-2, 0.35);
    }
  });

  it("follows the curve 4x³ − 3x", async () => {
    for (const [x, y] of pairs((await loadDataset("curve", { noise: 0 })).train))
      // cos 3t = 4 cos³ t − 3 cos t
      expect(y).to.be.closeTo(Math.cos(3 * Math.acos(x)), 1e-5);
  });

  it("lifts the asked share of training targets off the line, and none elsewhere", async () => {
    const data = await loadDataset("line", { examples: 2000, noise: 0, outliers: 0.2 });
    const lifts = splitsOf(data).map((split) => pairs(split).map(([x, y]) => Math.round(y - (2 * x + 1))));
    expect(new Set(lifts[0])).to.deep.equal(new Set([0, 10]));
    expect(mean(lifts[0]!) / 10).to.be.closeTo(0.2, 0.03);
    expect([...lifts[1]!, ...lifts[2]!].every((lift) => lift === 0)).to.equal(true);
  });

  it("draws the same test split whatever the number of training examples", async () => {
    const [few, many] = await Promise.all([
      loadDataset("moons", { examples: 20 }),
      loadDataset("moons", { examples: 2000 }),
    ]);
    expect(few.test).to.deep.equal(many.test);
    expect([few.train.count, many.train.count]).to.deep.equal([20, 2000]);
  });

  it("puts examples in no order of class", async () => {
    const { targets } = (await loadDataset("moons")).train;
    const changes = targets.filter((label, row) => row > 0 && label !== targets[row - 1]).length;
    expect(changes).to.be.within(150, 250);
  });
});
