import { expect } from "chai";
import fc from "fast-check";
import {
  areaUnderRoc,
  atThreshold,
  reliability,
  thresholdCurve,
  thresholdForRecall,
} from "../../../src/training/thresholds.js";

/** The example in scikit-learn's page on `precision_recall_curve`. */
const scores = [0.1, 0.4, 0.35, 0.8];
const truth = [0, 0, 1, 1];

const examples = fc.array(
  fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 })),
  {
    minLength: 1,
    maxLength: 40,
  },
);

describe("answers at a threshold", () => {
  it("have the precision and recall that scikit-learn documents", () => {
    const curve = [0.1, 0.35, 0.4, 0.8].map((threshold) => atThreshold(scores, truth, threshold));
    expect(curve.map(({ recall }) => recall)).to.deep.equal([1, 1, 0.5, 0.5]);
    expect(curve.map(({ precision }) => precision)).to.deep.equal([1 / 2, 2 / 3, 1 / 2, 1]);
    expect(curve.map(({ accuracy }) => accuracy)).to.deep.equal([0.5, 0.75, 0.5, 0.75]);
  });

  it("never are class 1 above every probability", () =>
    expect(atThreshold(scores, truth, 1.1)).to.deep.equal({ precision: 0, recall: 0, f1: 0, accuracy: 0.5 }));

  it("find the wanted share at the threshold chosen for it, and less at any higher one", () => {
    fc.assert(
      fc.property(examples, fc.double({ min: 0.01, max: 1, noNaN: true }), (drawn, recall) => {
        const [chances, targets] = [drawn.map(([chance]) => chance), drawn.map(([, target]) => target)];
        fc.pre(targets.includes(1));
        const chosen = thresholdForRecall(chances, targets, recall);
        expect(atThreshold(chances, targets, chosen).recall).to.be.at.least(recall - 1e-8);
        for (const higher of chances.filter((chance) => chance > chosen))
          expect(atThreshold(chances, targets, higher).recall).to.be.below(recall);
      }),
    );
  });

  it("need no more examples than the share says, whatever its product rounds to", () =>
    expect(
      thresholdForRecall(
        Float64Array.from({ length: 100 }, (_, place) => place / 100),
        Array.from({ length: 100 }, () => 1),
        0.07,
      ),
    ).to.equal(0.93));

  const refused: [string, () => unknown, RegExp][] = [
    ["a threshold that is no number", () => atThreshold(scores, truth, NaN), /NaN/],
    ["a recall in percent", () => thresholdForRecall(scores, truth, 80), /is 80.*0\.8 for 80 %/],
    ["a recall of 0", () => thresholdForRecall(scores, truth, 0), /above 0/],
    ["no example of class 1", () => thresholdForRecall([0.5], [0], 0.5), /none of the 1 examples/],
    ["a probability in percent", () => atThreshold([40], [1], 0.5), /example 0 is 40/],
    ["a third class", () => atThreshold([0.4], [2], 0.5), /target of example 0 is 2/],
    ["no example", () => reliability([], []), /no example/],
    ["lists of different lengths", () => reliability([0.5], [0, 1]), /1 and 2/],
    ["half a bin", () => reliability([0.5], [1], 0.5), /number is 0\.5/],
  ];
  for (const [what, call, message] of refused)
    it(`refuse ${what}`, () => expect(call).to.throw(RangeError, message));
});

describe("reliability", () => {
  it("agrees with the example in scikit-learn's page on `calibration_curve`", () => {
    const chances = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1];
    const bins = reliability(chances, [0, 0, 0, 0, 1, 1, 1, 1, 1], 3);
    expect(bins.map(({ observed }) => observed)).to.deep.equal([0, 0.5, 1]);
    expect(bins.map(({ count }) => count)).to.deep.equal([3, 2, 4]);
    for (const [bin, predicted] of [0.2, 0.525, 0.85].entries())
      expect(bins[bin]!.predicted).to.be.closeTo(predicted, 1e-12);
  });

  it("counts every example once, and keeps the overall share of class 1", () => {
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 20 }), (drawn, count) => {
        const targets = drawn.map(([, target]) => target);
        const bins = reliability(
          drawn.map(([chance]) => chance),
          targets,
          count,
        );
        const ofClass1 = bins.reduce((sum, bin) => sum + bin.count * bin.observed, 0);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).to.equal(drawn.length);
        expect(ofClass1).to.be.closeTo(
          targets.reduce((sum, target) => sum + target, 0),
          1e-9,
        );
      }),
    );
  });
});

describe("the curve over all thresholds", () => {
  it("has the points that scikit-learn documents for roc_curve and precision_recall_curve", () => {
    const curve = thresholdCurve(scores, truth);
    expect(curve.map(({ threshold }) => threshold)).to.deep.equal([Infinity, 0.8, 0.4, 0.35, 0.1]);
    expect(curve.map(({ falseAlarms }) => falseAlarms)).to.deep.equal([0, 0, 0.5, 0.5, 1]);
    expect(curve.map(({ recall }) => recall)).to.deep.equal([0, 0.5, 0.5, 1, 1]);
    expect(curve.map(({ precision }) => precision)).to.deep.equal([1, 1, 0.5, 2 / 3, 0.5]);
    expect(areaUnderRoc(scores, truth)).to.equal(0.75);
  });

  it("agrees with the answers at each threshold, and its area with the pairs in the right order", () => {
    fc.assert(
      fc.property(examples, (drawn) => {
        const [chances, targets] = [drawn.map(([chance]) => chance), drawn.map(([, target]) => target)];
        fc.pre(targets.includes(0) && targets.includes(1));
        for (const { threshold, recall, precision } of thresholdCurve(chances, targets).slice(1)) {
          const figures = atThreshold(chances, targets, threshold);
          expect(figures.recall).to.equal(recall);
          expect(figures.precision).to.equal(precision);
        }
        const of = (label: number) => chances.filter((_, example) => targets[example] === label);
        const pairs = of(1).flatMap((one) =>
          of(0).map((other) => (one > other ? 1 : one === other ? 0.5 : 0)),
        );
        const right = pairs.reduce<number>((sum, each) => sum + each, 0) / pairs.length;
        expect(areaUnderRoc(chances, targets)).to.be.closeTo(right, 1e-9);
      }),
    );
  });

  it("refuses examples of one class alone", () =>
    expect(() => areaUnderRoc([0.1, 0.9], [1, 1])).to.throw(RangeError, "class 1; add some of the other"));
});
