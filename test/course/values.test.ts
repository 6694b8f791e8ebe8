import { expect } from "chai";
import fc from "fast-check";
import { bestOf, finalOf, median, reorder } from "../../src/course/values.js";
import { exampleRun, exampleSweep } from "../charts/example-runs.js";

describe("helpers of a reader", () => {
  it("the median has as many values below as above; what diverged is the worst", () => {
    expect(median([3, 1, 10])).to.equal(3);
    expect(median([3, 1, 10, 4])).to.equal(3.5);
    expect(median([1, Number.NaN, Number.NaN])).to.equal(Infinity);
    expect(median([1, Number.NaN, Number.NaN], "low")).to.equal(-Infinity);
    expect(() => median([])).to.throw(RangeError);
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const middle = median(values);
        const half = values.length / 2;
        expect(values.filter((value) => value < middle).length).to.be.at.most(half);
        expect(values.filter((value) => value > middle).length).to.be.at.most(half);
      }),
    );
  });

  it("what a run ended with is read at the epoch whose weights it kept", () => {
    const run = { ...exampleRun({ epochs: 6 }), keptEpoch: 2 };
    expect(finalOf(run)).to.equal(run.history[1]!.valLoss);
    expect(finalOf([run, run], "accuracy")).to.deep.equal([
      run.history[1]!.accuracy,
      run.history[1]!.accuracy,
    ]);
    expect(finalOf(exampleSweep({ learningRate: [0.1] }, 2).runs)).to.have.length(2);
    expect(finalOf(exampleRun({ learningRate: 1 }))).to.equal(Infinity);
    expect(finalOf(exampleRun({ learningRate: 1 }), "valAccuracy")).to.equal(0);
  });

  it("the best is the first of equals, and never one without a figure", () => {
    const rows = [
      { name: "a", x: Number.NaN },
      { name: "b", x: 2 },
      { name: "c", x: 1 },
      { name: "d", x: 1 },
    ];
    expect(bestOf(rows, ({ x }) => x).name).to.equal("c");
    expect(bestOf(rows, ({ x }) => x, "higher").name).to.equal("b");
    expect(() => bestOf([], ({ length }: string) => length)).to.throw(RangeError, "best of 0 items");
    expect(() => bestOf([rows[0]!], ({ x }) => x)).to.throw(RangeError, "must be a number");
  });

  it("reorders lists and splits by place", () => {
    expect(reorder(["a", "b", "c"], [2, 0, 2])).to.deep.equal(["c", "a", "c"]);
    const split = { count: 3, inputs: Float32Array.of(1, 2, 3, 4, 5, 6), targets: Int32Array.of(7, 8, 9) };
    expect(reorder(split, [2, 0])).to.deep.equal({
      count: 2,
      inputs: Float32Array.of(5, 6, 1, 2),
      targets: Int32Array.of(9, 7),
    });
    expect(() => reorder(["a"], [1])).to.throw(RangeError, "place 1 of 1");
    expect(() => reorder(split, [-1])).to.throw(RangeError, "place -1 of 3");
  });
});
