import { expect } from "chai";
import fc from "fast-check";
import type { Domain } from "../../src/hyperparameters/space/domain.js";
import { floatDomain, intDomain } from "../../src/hyperparameters/space/make-domain.js";
import {
  cellsOf,
  fromUnit,
  includes,
  toUnit,
  valueCount,
} from "../../src/hyperparameters/space/unit-scale.js";

/** Whole numbers on both scales, with every step, and floats with steps. */
const discrete: fc.Arbitrary<Exclude<Domain, { kind: "categorical" }>> = fc.oneof(
  fc
    .record({
      low: fc.integer({ min: -500, max: 500 }),
      count: fc.integer({ min: 0, max: 60 }),
      step: fc.integer({ min: 1, max: 9 }),
    }) // prettier-ignore
    .map(({ low, count, step }) => intDomain("n", low, low + count * step, { step })),
  fc
    .record({ low: fc.integer({ min: 1, max: 400 }), count: fc.integer({ min: 0, max: 400 }) })
    .map(({ low, count }) => intDomain("n", low, low + count, { log: true })),
  fc
    .record({ low: fc.integer({ min: -50, max: 50 }), count: fc.integer({ min: 0, max: 60 }), tenths: fc.integer({ min: 1, max: 30 }) }) // prettier-ignore
    .map(({ low, count, tenths }) => floatDomain("x", low / 10, (low + count * tenths) / 10, { step: tenths / 10 })), // prettier-ignore
);

const valuesOf = (domain: Exclude<Domain, { kind: "categorical" }>): number[] =>
  Array.from({ length: valueCount(domain) }, (_, index) =>
    Number((domain.low + index * domain.step!).toPrecision(12)),
  );

describe("search spaces on [0, 1]", () => {
  it("every value is reached: its place leads back to it, and its whole interval does", () => {
    fc.assert(
      fc.property(discrete, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (domain, inside) => {
        const cells = cellsOf(domain)!;
        valuesOf(domain).forEach((value, index) => {
          const [low, high] = cells.ends(index);
          expect(toUnit(domain, value)).to.be.within(low, high);
          expect(cells.at(index)).to.be.closeTo(toUnit(domain, value), 1e-12);
          for (const unit of [toUnit(domain, value), low + inside * (high - low)]) {
            expect(fromUnit(domain, unit)).to.be.closeTo(value, 1e-9);
            expect(cells.indexAt(unit)).to.equal(index);
          }
          expect(includes(domain, fromUnit(domain, toUnit(domain, value)))).to.equal(true);
        });
      }),
    );
  });

  it("the intervals of the values fill [0, 1] without a gap, and its ends belong to the first and the last", () => {
    fc.assert(
      fc.property(discrete, (domain) => {
        const cells = cellsOf(domain)!;
        const ends = Array.from({ length: cells.count }, (_, index) => cells.ends(index));
        expect(ends[0]![0]).to.be.closeTo(0, 1e-12);
        expect(ends.at(-1)![1]).to.be.closeTo(1, 1e-12);
        for (let index = 1; index < ends.length; index++)
          expect(ends[index]![0]).to.be.closeTo(ends[index - 1]![1], 1e-12);
        expect(fromUnit(domain, 0)).to.equal(domain.low);
        expect(fromUnit(domain, 1)).to.equal(domain.high);
        expect([cells.indexAt(0), cells.indexAt(1)]).to.deep.equal([0, cells.count - 1]);
      }),
    );
  });

  it("a whole number k on a log scale owns log((k + ½) / (k − ½)) of the whole", () => {
    const domain = intDomain("n", 1, 8, { log: true });
    const [low, high] = cellsOf(domain)!.ends(5);
    expect(high - low).to.be.closeTo(Math.log(6.5 / 5.5) / Math.log(8.5 / 0.5), 1e-12);
  });

  it("whole numbers of sixteen digits are exact", () => {
    const domain = intDomain("n", 2 ** 52 - 1000, 2 ** 52 - 1, { step: 9 });
    for (const unit of [0, 0.1, 0.4, 0.6, 0.9, 1])
      expect(includes(domain, fromUnit(domain, unit)), String(unit)).to.equal(true);
  });

  it("knows which values belong to a domain", () => {
    const even = intDomain("n", 0, 10, { step: 2 });
    expect([0, 4, 10].every((value) => includes(even, value))).to.equal(true);
    expect([3, 3.5, 12, "4", null, NaN].some((value) => includes(even, value))).to.equal(false);
    const tenths = floatDomain("x", 0, 1, { step: 0.1 });
    expect([0.1, 0.3, 0.7, 0.30000000000000004].every((value) => includes(tenths, value))).to.equal(true);
    expect(includes(tenths, 0.35)).to.equal(false);
    expect(includes({ kind: "categorical", choices: [null, 3] }, null)).to.equal(true);
    expect(includes({ kind: "categorical", choices: [null, 3] }, "3")).to.equal(false);
  });
});
