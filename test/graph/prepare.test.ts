import { expect } from "chai";
import { prepare, type Program, tensor } from "../../src/graph/index.js";
import { tf } from "../../src/tensorflow/tensorflow.js";

const inputs = { x: { shape: [2], dtype: "float32" } } as const;

/** A program that counts how often its JavaScript is called: each time it runs eagerly, and once to record it. */
function counting(): { readonly program: Program; readonly calls: () => number } {
  let calls = 0;
  const program: Program = ({ x }) => {
    calls++;
    return { y: tf.mul(x!, 3) };
  };
  return { program, calls: () => calls };
}

const runOf = (runner: ReturnType<typeof prepare>, first: number): number[] => [
  ...tensor(runner.run({ x: tf.tensor1d([first, 5]) }), "y").dataSync(),
];

describe("prepare", () => {
  const request = { inputs, path: "graph", foreign: false } as const;

  it("runs one operation at a time as often as asked, then as a graph, with the same results", () => {
    const { program, calls } = counting();
    const runner = prepare({ ...request, program, key: "patient", runsBefore: 2 });
    const results = [1, 2, 3, 4].map((first) => runOf(runner, first));
    expect(results).to.deep.equal([1, 2, 3, 4].map((first) => [3 * first, 15]));
    expect(calls()).to.equal(3);
    runner.release();
  });

  it("takes a graph that is there at once", () => {
    const { program, calls } = counting();
    prepare({ ...request, program, key: "kept" }).release();
    const runner = prepare({ ...request, program, key: "kept", runsBefore: 2 });
    expect(runOf(runner, 2)).to.deep.equal([6, 15]);
    expect(calls()).to.equal(1);
    runner.release();
  });
});
