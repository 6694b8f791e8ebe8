import { expect } from "chai";
import { meanInterval } from "../../src/course/checks/interval.js";
import { isRightMoreOften } from "../../src/course/checks/is-right-more-often.js";
import { isTrend, rank } from "../../src/course/checks/is-trend.js";
import { proportionInterval } from "../../src/automl/report/scores.js";
import { stream } from "../../src/random/stream.js";

/** All orders of 1, …, count. */
function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, place) => [...order.slice(0, place), count, ...order.slice(place)]),
  );
}

describe("statistics of the checks", () => {
  it("a 95 % interval holds the true mean in 95 % of experiments", () => {
    const random = stream(7, "coverage");
    const experiments = 4000;
    let held = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const { low, high } = meanInterval(Array.from({ length: 5 }, () => 3 + 2 * random.normal()));
      if (low <= 3 && 3 <= high) held++;
    }
    expect(held / experiments).to.be.within(0.938, 0.962);
  });

  it("the interval of one value or of NaN is refused", () => {
    expect(() => meanInterval([1])).to.throw(RangeError, "two or more");
    expect(() => meanInterval([1, Number.NaN])).to.throw(RangeError, "finite");
  });

  it("Page's z has mean 0 and variance 1 over every possible ranking", () => {
    const orders = permutations(3);
    const scores: number[] = [];
    // Blocks are independent, so the moments over 5 blocks follow from all pairs of orders in 2 of them.
    for (const one of orders) {
      for (const other of orders) {
        const blocks = [one, other, [1, 2, 3], [3, 2, 1], [2, 2, 2]];
        const arms = [0, 1, 2].map((arm) => blocks.map((block) => block[arm]!));
        scores.push(isTrend(arms, { direction: "rises" }).numbers["z"]!);
      }
    }
    const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
    const variance = scores.reduce((sum, z) => sum + (z - mean) ** 2, 0) / scores.length;
    expect(mean).to.be.closeTo(0, 1e-12);
    expect(variance).to.be.closeTo(2 / 5, 1e-12); // two of five blocks vary
  });

  it("ties share the middle of their ranks", () => {
    expect(rank([0.3, 0.1, 0.3, 0.2])).to.deep.equal([3.5, 1, 3.5, 2]);
  });

  it("the interval of a lead holds the true one in about 95 % of tests, few and many disagreements alike", () => {
    const random = stream(11, "leads");
    for (const [onlyA, onlyB] of [
      [0.02, 0.02],
      [0.05, 0.01],
      [0.2, 0.1],
    ] as const) {
      const tests = 2000;
      let held = 0;
      for (let test = 0; test < tests; test++) {
        const draws = Array.from({ length: 300 }, () => random.uniform());
        const { low, high } = isRightMoreOften(
          draws.map((u) => u >= onlyB),
          draws.map((u) => u < onlyB || u >= onlyB + onlyA),
        ).numbers as { low: number; high: number };
        if (low <= onlyA - onlyB && onlyA - onlyB <= high) held++;
      }
      expect(held / tests).to.be.within(0.935, 0.985);
    }
  });

  it("the interval of a proportion is Wilson's, and refuses what is none", () => {
    const [low, high] = proportionInterval(0.9, 10);
    // By hand: 0.9 lies 1.96 standard errors from either end, each end's own error taken.
    for (const end of [low, high])
      expect(Math.abs(0.9 - end)).to.be.closeTo(1.959964 * Math.sqrt((end * (1 - end)) / 10), 1e-9);
    expect(proportionInterval(1, 5)[1]).to.equal(1);
    expect(() => proportionInterval(1.2, 10)).to.throw(RangeError, "between 0 and 1");
    expect(() => proportionInterval(0.5, 0)).to.throw(RangeError, "at least one example");
  });
});
