import {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
} from "../../../src/training/metrics.js";
import { expect } from "chai";
import { balancedClassWeights } from "../../../src/training/losses.js";
import { readFixture } from "../../fixtures/keras/read-fixture.js";

interface Scores {
  readonly actual: number[];
  readonly predicted: number[];
  readonly accuracy: number;
  readonly confusion: number[][];
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}
const stored = readFixture("metrics") as {
  many: Scores;
  two: Scores;
  numbers: { actual: number[]; predicted: number[]; mae: number; r2: number };
  balanced: number[];
};

describe("metrics", () => {
  for (const name of ["many", "two"] as const)
    it(`agree with scikit-learn for ${name} classes`, () => {
      const expected = stored[name];
      const confusion = confusionCounts(expected.predicted, expected.actual, expected.confusion.length);
      expect(confusion).to.deep.equal(expected.confusion);
      expect(accuracy(expected.predicted, expected.actual)).to.be.closeTo(expected.accuracy, 1e-12);
      const scores = precisionRecall(confusion);
      for (const figure of ["precision", "recall", "f1"] as const)
        expect(scores[figure], figure).to.be.closeTo(expected[figure], 1e-12);
    });

  it("agree with scikit-learn for numbers", () => {
    const { actual, predicted, mae, r2 } = stored.numbers;
    expect(meanAbsoluteDifference(predicted, actual)).to.be.closeTo(mae, 1e-7);
    expect(rSquared(predicted, actual, 2)).to.be.closeTo(r2, 1e-6);
  });

  it("take targets that are all the same as scikit-learn does", () => {
    expect(rSquared([2, 2], [2, 2])).to.equal(1);
    expect(rSquared([2, 3], [2, 2])).to.equal(0);
    expect(rSquared([1, 1, 1], [0, 1, 2])).to.equal(0);
  });

  it("give balanced classes the weights of scikit-learn, and 0 to a class that does not occur", () => {
    const weights = balancedClassWeights(stored.many.actual, 4);
    stored.balanced.forEach((weight, index) => {
      expect(weights[index]).to.be.closeTo(weight, 1e-6);
    });
    expect([...balancedClassWeights([0, 0, 2], 3)]).to.deep.equal([0.5, 0, 1]);
  });

  it("take the first of equal outputs", () => {
    expect([...predictedClasses([1, 1, 0, 0, 2, 2], 3)]).to.deep.equal([0, 1]);
  });

  it("refuse lists of different lengths and labels outside the classes", () => {
    expect(() => accuracy([1], [1, 2])).to.throw(RangeError, "1 and 2");
    expect(() => confusionCounts([0, 3], [0, 1], 2)).to.throw(RangeError, "example 1");
    expect(() => confusionCounts([0, 0], [0, -1], 2)).to.throw(RangeError, "from 0 to 1");
  });
});
