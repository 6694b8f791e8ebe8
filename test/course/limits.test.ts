import { expect } from "chai";
import { isAbove, isBelow } from "../../src/course/evidence/is-beyond.js";
import { withUnit } from "../../src/course/evidence/wording.js";

describe("evidence against a limit, and its words", () => {
  it("lies above or below a limit: the t interval of SciPy, on its side of the limit", () => {
    const [values, told] = [[71, 74, 69, 73, 72], { quantity: "accuracy", unit: "%", replicated: "seed" }];
    // scipy.stats.t.interval(0.95, 4, loc=71.8, scale=sem([71, 74, 69, 73, 72]))
    const range = "accuracy 71.8 % (95 % interval 69.4 to 74.2, 5 seeds)";
    expect(isAbove(values, 60, told)).to.include({ verdict: "supported", figure: `${range}, above 60 %` });
    expect(isBelow(values, 60, told)).to.include({
      verdict: "contradicted",
      figure: `${range}, against 60 %`,
    });
    expect(isBelow(values, 75, told).details).to.equal(
      "Accuracy: 71.8 % (95 % interval 69.4 to 74.2, 5 seeds); claimed: below 75 %.",
    );
    for (const judge of [isAbove, isBelow]) expect(judge(values, 72, told).verdict).to.equal("not settled");
    expect(isAbove(values.slice(1), 0, told).verdict).to.equal("not settled");
    expect(() => isAbove([...values, Number.NaN], 0, told)).to.throw(
      RangeError,
      "NaN is not a finite number",
    );
    expect(() => isBelow(values, Infinity, told)).to.throw(RangeError, "accuracy lies below Infinity");
  });

  it("one point is one point, one unit that is short or ends in ss stays as it is", () => {
    const words = [1, 2].flatMap((value) =>
      ["points", "s", "ms", "loss", ""].map((unit) => withUnit(value, unit)),
    );
    expect(words).to.deep.equal([
      "1 point",
      "1 s",
      "1 ms",
      "1 loss",
      "1",
      "2 points",
      "2 s",
      "2 ms",
      "2 loss",
      "2",
    ]);
  });
});
