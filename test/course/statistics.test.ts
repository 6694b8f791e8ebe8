import { expect } from "chai";
import { bootstrapInterval } from "../../src/course/evidence/bootstrap-interval.js";
import { expectedMaximum, seedsNeeded } from "../../src/course/evidence/planning.js";
import { differenceInterval, meanInterval, shareInterval } from "../../src/course/evidence/interval.js";
import { factorsInteract } from "../../src/course/evidence/factors-interact.js";
import { armsDiffer } from "../../src/course/evidence/arms-differ.js";
import { isRightMoreOften } from "../../src/course/evidence/is-right-more-often.js";
import { isTrend } from "../../src/course/evidence/is-trend.js";
import { coinTail, rank, rankSum } from "../../src/course/evidence/ranks.js";
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

  it("a two-way analysis separates arms, seeds and the rest", () => {
    // Computed by hand: arm means 2, 5, 8 of 5 seeds; seed means 3, 4, 5, 6, 7; the rest (0, 1, −1), turned from seed to seed.
    const noise = [0, 1, -1, 0, 0];
    const arms = [2, 5, 8].map((arm, side) =>
      noise.map((part, seed) => arm + seed - 2 + [1, -1, 0][side]! * part),
    );
    const { numbers, verdict, details } = armsDiffer(arms, {
      quantity: "time",
      unit: "s",
      replicated: "seed",
    });
    expect(numbers["f"]).to.be.closeTo((5 * 18) / 2 / (4 / 8), 1e-9);
    expect(numbers["rest"]).to.be.closeTo(Math.sqrt(4 / 8), 1e-9);
    expect(numbers["betweenArms"]).to.be.closeTo(Math.sqrt((45 - 0.5) / 5), 1e-9);
    expect(numbers["betweenRepetitions"]).to.be.closeTo(Math.sqrt((7.5 - 0.5) / 3), 1e-9);
    expect(verdict).to.equal("supported");
    expect(details).to.contain("F(2, 8) = 90, p < 0.001").and.contain("between arms 2.98 s");
  });

  it("of arms that do not differ, it says so by mistake in 5 % of experiments; diverged runs rank as the worst", () => {
    const random = stream(13, "no difference");
    const options = { quantity: "loss", replicated: "seed" };
    const experiments = 2000;
    const outcomes = Array.from({ length: experiments }, () =>
      armsDiffer(
        Array.from({ length: 4 }, () => Array.from({ length: 6 }, () => random.normal())),
        options,
      ),
    );
    const alarms = outcomes.filter(({ verdict }) => verdict === "supported").length;
    expect(alarms / experiments).to.be.within(0.037, 0.063);
    const worst = [1, 2, 3, 4, Infinity].map((value) => [value, value + 0.5]);
    const [a, b] = [worst.map(([value]) => value!), worst.map(([, value]) => value! - 9)];
    const ranked = armsDiffer([b, a, a.map((value) => value + 1)], options);
    expect(ranked.details).to.contain("diverged");
    expect(
      armsDiffer(
        [
          [1, 2],
          [3, 4],
        ],
        options,
      ).verdict,
    ).to.equal("not settled");
    expect(() => armsDiffer([[1, 2, 3, 4, 5]], options)).to.throw(RangeError, "at least two");
  });

  it("a two-way analysis with replicates separates interaction from rows, columns, seeds and the rest", () => {
    // By hand: rows add ±3, columns ±1, their interaction is ±2, seeds add 0 to 4, and the rest is (1, −1, 0, 0, 0) with the interaction's signs.
    const rest = [1, -1, 0, 0, 0];
    const table = [1, -1].map((row) =>
      [1, -1].map((column) => rest.map((part, seed) => 3 * row + column + seed + (2 + part) * row * column)),
    );
    const { numbers, verdict, details, replicated } = factorsInteract(table, {
      quantity: "loss",
      replicated: "seed",
    });
    // Four residuals of ±2 with 1 degree of freedom, over 5 seeds; the rest is 4 · (1 + 1) with 4.
    expect(numbers["f"]).to.be.closeTo((5 * 4 * 4) / 1 / (8 / 4), 1e-9);
    expect(numbers["interaction"]).to.be.closeTo(Math.sqrt((80 - 2) / 5), 1e-9);
    expect(numbers["rest"]).to.be.closeTo(Math.sqrt(2), 1e-9);
    expect(numbers["betweenRows"]).to.be.closeTo(Math.sqrt(2 * 9), 1e-9);
    expect(numbers["betweenColumns"]).to.be.closeTo(Math.sqrt(2), 1e-9);
    expect(verdict).to.equal("supported");
    expect(details).to.contain("2 × 2 combinations × 5 seeds: interaction F(1, 4) = 40");
    expect(replicated).to.deep.equal({ unit: "seed", count: 5 });
  });

  it("where rows, columns and seeds only add up, it finds an interaction by mistake in 5 % of experiments", () => {
    const random = stream(17, "no interaction");
    const experiments = 2000;
    const alarms = Array.from({ length: experiments }, () => {
      const [rows, columns, seeds] = [3, 4, 5].map((count) =>
        Array.from({ length: count }, () => 10 * random.normal()),
      ) as [number[], number[], number[]];
      const table = rows.map((row) =>
        columns.map((column) => seeds.map((seed) => row + column + seed + random.normal())),
      );
      return factorsInteract(table, { quantity: "loss", replicated: "seed" });
    }).filter(({ verdict }) => verdict === "supported").length;
    expect(alarms / experiments).to.be.within(0.037, 0.063);
  });

  it("a table too small, uneven, with a diverged run or with four repetitions is not analysed", () => {
    const cell = (value: number, count = 5): number[] =>
      Array.from({ length: count }, (_, i) => value + i / 7);
    const options = { quantity: "loss", replicated: "seed" };
    expect(() => factorsInteract([[cell(1), cell(2)]], options)).to.throw(RangeError, "two or more rows");
    expect(() => factorsInteract([[cell(1), cell(2)], [cell(3)]], options)).to.throw(
      RangeError,
      "rows of 2, 1",
    );
    expect(() => factorsInteract([], options)).to.throw(RangeError, "rows of no combinations");
    const even = [[cell(1), cell(2)], [cell(3), cell(Infinity)]] as const; // prettier-ignore
    expect(() => factorsInteract(even, options)).to.throw(RangeError, "a run diverged");
    const few = [[cell(1, 4), cell(2, 4)], [cell(3, 4), cell(9, 4)]]; // prettier-ignore
    expect(factorsInteract(few, options).verdict).to.equal("not settled");
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

  it("Welch's interval is SciPy's, also for groups of different size", () => {
    // scipy 1.17: ttest_ind(…, equal_var=False).confidence_interval()
    const near = differenceInterval(
      [0.42, 0.39, 0.45, 0.41, 0.44, 0.38],
      [0.31, 0.35, 0.29, 0.4, 0.33, 0.36],
    );
    expect(near.mean).to.be.closeTo(0.075, 1e-12);
    expect(near.low).to.be.closeTo(0.030975392371845385, 1e-9);
    expect(near.high).to.be.closeTo(0.11902460762815453, 1e-9);
    const uneven = differenceInterval([1, 2, 3, 4, 5, 6, 9], [0.5, 1, 0.7, 0.2, 0.9]);
    expect(uneven.low).to.be.closeTo(1.1359068234956378, 1e-9);
    expect(uneven.high).to.be.closeTo(6.115521747932933, 1e-9);
    // The square of a variance of 1e-170 is 0.
    const tiny = differenceInterval([1e-85, 2e-85, 3e-85], [4e-85, 5e-85, 9e-85]);
    const same = differenceInterval([1, 2, 3], [4, 5, 9]);
    expect(tiny.low * 1e85).to.be.closeTo(same.low, 1e-9);
    expect(differenceInterval([1, 1], [1, 1])).to.deep.equal({ mean: 0, low: 0, high: 0 });
  });

  it("the interval of a share is Clopper and Pearson's, as SciPy has it", () => {
    // scipy 1.17: binomtest(k, n).proportion_ci(0.95, "exact")
    for (const [held, count, low, high] of [
      [9, 10, 0.5549838829718047, 0.9974714214555375],
      [5, 5, 0.47817624989501856, 1],
      [0, 8, 0, 0.3694166475528192],
      [45, 60, 0.6214036445204557, 0.8528139262009965],
    ] as const) {
      const interval = shareInterval(held, count);
      expect(interval.low).to.be.closeTo(low, 1e-9);
      expect(interval.high).to.be.closeTo(high, 1e-9);
    }
    expect(() => shareInterval(3, 2)).to.throw(RangeError, "3 out of 2");
    expect(() => shareInterval(0.5, 2)).to.throw(RangeError, "whole numbers");
  });

  it("ranks and coins give SciPy's numbers, ties and diverged runs included", () => {
    // scipy 1.17: mannwhitneyu(a, b, method="asymptotic", use_continuity=False).pvalue = 0.052555181981230756, U = 6
    const z = rankSum([1, 2, 3, Infinity, 5, 2], [4, 6, Infinity, Infinity, 7, 8]);
    expect(z).to.be.closeTo(-1.938557999503168, 1e-9);
    expect(rankSum([1, 1], [1, 1])).to.equal(0);
    // scipy 1.17: binomtest(9, 10, 0.5, alternative="greater").pvalue
    expect(coinTail(9, 10)).to.be.closeTo(0.0107421875, 1e-12);
    expect(coinTail(0, 0)).to.equal(1);
  });
});

describe("planning a comparison", () => {
  it("knows the mean of the largest of n draws (Tippett's table)", () => {
    expect(expectedMaximum(1)).to.be.closeTo(0, 1e-3);
    expect(expectedMaximum(2)).to.be.closeTo(1 / Math.sqrt(Math.PI), 1e-3);
    expect(expectedMaximum(10)).to.be.closeTo(1.53875, 1e-3);
    expect(expectedMaximum(100)).to.be.closeTo(2.50759, 2e-3);
  });

  it("names as many seeds as exact tables of the paired t test", () => {
    expect([0.5, 0.8, 1].map((size) => seedsNeeded(size, 1))).to.deep.equal([34, 15, 10]);
    expect(seedsNeeded(-1, 1, { power: 0.9 })).to.equal(13);
    expect(seedsNeeded(5, 1)).to.equal(5);
  });

  it("refuses an effect of zero and a power that is none", () => {
    expect(() => seedsNeeded(0, 1)).to.throw(RangeError, "must not be 0");
    expect(() => seedsNeeded(1, 1, { power: 1 })).to.throw(RangeError, "power of 1");
    expect(() => expectedMaximum(0)).to.throw(RangeError, "1 or more");
  });

  it("the bootstrap interval of a mean holds the true one in about 95 % of experiments", () => {
    const random = stream(7, "bootstrap coverage");
    let held = 0;
    for (let experiment = 0; experiment < 400; experiment++) {
      const values = Array.from({ length: 40 }, () => 3 + 2 * random.normal());
      const mean = (sample: readonly number[]) =>
        sample.reduce((sum, value) => sum + value, 0) / sample.length;
      const { low, high } = bootstrapInterval(values, mean, { samples: 200, seed: experiment });
      if (low <= 3 && 3 <= high) held++;
    }
    expect(held / 400).to.be.within(0.9, 0.98);
  });

  it("leaves out samples without a value, and refuses to go on where most have none", () => {
    const rare = (sample: readonly number[]) => (sample.includes(1) ? 1 : Number.NaN);
    expect(bootstrapInterval([1, 0], rare).low).to.equal(1);
    expect(() => bootstrapInterval([1], () => 1)).to.throw(RangeError, "two or more");
    expect(() => bootstrapInterval([1, 0], () => Number.NaN)).to.throw(RangeError, "not a number");
  });
});
