import { expect } from "chai";
import fc from "fast-check";
import { extentOf, indexOfLargest, roundingWithin } from "../../src/runtime/extent.js";

describe("extentOf", () => {
  it("is the smallest and the largest finite number", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
        const expected = [sorted[0] ?? Infinity, sorted.at(-1) ?? -Infinity];
        extentOf(values).forEach((end, index) => {
          expect(end === expected[index]).to.equal(true);
        });
      }),
    );
  });

  it("takes lists that are too long to be arguments", () => {
    const long = Float64Array.from({ length: 1_000_000 }, (_, index) => index);
    expect(extentOf(long)).to.deep.equal([0, 999_999]);
    expect(indexOfLargest(long)).to.equal(999_999);
  });
});

describe("roundingWithin", () => {
  it("moves no value by more than a hundred-thousandth of the extent, and no integer at all", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 }), (values) => {
        const [low, high] = extentOf(values);
        fc.pre(high - low > 1e-3 * Math.max(1, Math.abs(high)));
        const round = roundingWithin([low, high]);
        for (const value of values) expect(Math.abs(round(value) - value)).to.be.at.most(1e-5 * (high - low));
      }),
    );
    expect(roundingWithin([0, 1e9])(123_456_789)).to.equal(123_456_789);
  });
});
