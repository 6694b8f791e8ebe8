import { expect } from "chai";
import fc from "fast-check";
import { foldIndices, validationPlan } from "../../src/automl/search/folds.js";

describe("automl: folds", () => {
  it("validates every row once per repeat, in folds of one size, and never touches the test rows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 1, max: 3 }), (rows, repeats) => {
        const all = Int32Array.from({ length: rows + 5 }, (_, row) => row);
        const split = {
          train: all.slice(0, rows - 3),
          validation: all.slice(rows - 3, rows),
          test: all.slice(rows),
        };
        const folds = foldIndices(split, { folds: 5, repeats }, 1);
        expect(folds).to.have.length(5 * repeats);
        const seen = new Map<number, number>();
        for (const { train, validation, test } of folds) {
          expect(validation.length).to.equal(Math.floor(rows / 5));
          expect([...train, ...validation].sort((a, b) => a - b)).to.deep.equal([...all.slice(0, rows)]);
          expect(test).to.deep.equal(split.test);
          for (const row of validation) seen.set(row, (seen.get(row) ?? 0) + 1);
        }
        expect(Math.max(...seen.values())).to.be.at.most(repeats);
        expect(seen.size).to.be.at.least(5 * Math.floor(rows / 5));
      }),
      { numRuns: 20 },
    );
  });

  it("has every class in proportion in every fold", () => {
    const rows = Int32Array.from({ length: 100 }, (_, row) => row);
    const classes = rows.map((row) => (row < 20 ? 1 : 0));
    const split = { train: rows, validation: new Int32Array(0), test: new Int32Array(0) };
    for (const { validation } of foldIndices(split, { folds: 5, repeats: 2 }, 3, classes))
      expect(validation.filter((row) => classes[row] === 1).length).to.be.within(3, 5);
  });

  it("validates more often the fewer rows there are", () => {
    const at = (rows: number): number => {
      const { folds, repeats } = validationPlan(rows, 10);
      return folds * repeats;
    };
    expect([100, 500, 5000, 20_000].map(at)).to.deep.equal([15, 10, 5, 1]);
    expect(validationPlan(100, 5000)).to.deep.equal({ folds: 5, repeats: 1 });
    expect(validationPlan(5000, 5000)).to.deep.equal({ folds: 1, repeats: 1 });
  });
});
