import { expect } from "chai";
import { shuffledIndices } from "../../src/random/shuffled.js";
import { stream } from "../../src/random/stream.js";

const take = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("random streams", () => {
  it("repeat themselves for the same seed and purpose, 0 included", () => {
    for (const seed of [0, 1, -3, 0.5]) {
      const [first, second] = [stream(seed, "weights"), stream(seed, "weights")];
      expect(take(5, () => first.uniform())).to.deep.equal(take(5, () => second.uniform()));
    }
  });

  it("mean other numbers with fresh seeds, and the same ones without", () => {
    const draw = (): number => stream(1, "weights").uniform();
    const usual = draw();
    try {
      process.env["TUNEBOOK_FRESH_SEEDS"] = "1";
      const first = draw();
      expect(first).to.not.equal(usual);
      expect(draw()).to.equal(first);
      process.env["TUNEBOOK_FRESH_SEEDS"] = "2";
      expect(draw()).to.not.equal(first).and.not.equal(usual);
    } finally {
      Reflect.deleteProperty(process.env, "TUNEBOOK_FRESH_SEEDS");
    }
    expect(draw()).to.equal(usual);
  });

  it("are unrelated for another seed or purpose", () => {
    const base = stream(1, "weights");
    const values = take(2000, () => base.uniform() - 0.5);
    for (const other of [stream(2, "weights"), stream(1, "batches"), stream(0, "weights")]) {
      const products = values.map((value) => value * (other.uniform() - 0.5) * 12);
      // Correlation of 2000 independent pairs: a standard error of 0.022.
      expect(Math.abs(mean(products))).to.be.below(0.09);
    }
  });

  it("draw uniform numbers from [0, 1) and whole ones from both ends", () => {
    const random = stream(1, "test");
    const uniform = take(10_000, () => random.uniform());
    expect(Math.min(...uniform)).to.be.at.least(0);
    expect(Math.max(...uniform)).to.be.below(1);
    expect(mean(uniform)).to.be.closeTo(0.5, 0.012);
    expect(new Set(take(200, () => random.integer(3, 6)))).to.deep.equal(new Set([3, 4, 5, 6]));
  });

  it("draw normal numbers: moments up to the fourth", () => {
    const random = stream(2, "test");
    const values = take(50_000, () => random.normal());
    expect(mean(values)).to.be.closeTo(0, 0.02);
    expect(mean(values.map((value) => value ** 2))).to.be.closeTo(1, 0.03);
    expect(mean(values.map((value) => value ** 3))).to.be.closeTo(0, 0.07);
    expect(mean(values.map((value) => value ** 4))).to.be.closeTo(3, 0.2);
  });

  it("refuse a seed that is no number", () => {
    for (const seed of [NaN, Infinity]) expect(() => stream(seed, "x")).to.throw(RangeError, `${seed}`);
  });

  it("shuffle every index to every place about equally often", () => {
    const random = stream(3, "test");
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (let round = 0; round < 4000; round++)
      shuffledIndices(4, random).forEach((index, place) => (counts[place]![index]! += 1));
    // Binomial(4000, ¼): a standard deviation of 27.
    for (const count of counts.flat()) expect(count).to.be.within(1000 - 120, 1000 + 120);
    expect([...shuffledIndices(0, random)]).to.deep.equal([]);
  });
});
