import { expect } from "chai";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { compile, tensor } from "../../../src/graph/index.js";
import { uniformNoise } from "../../../src/training/step/noise.js";

const draw = (seeds: number[], step: number, layer: number, shape: number[]): Float32Array =>
  tf.tidy(() =>
    uniformNoise(tf.tensor1d(seeds, "int32"), tf.scalar(step, "int32"), layer, shape).dataSync<"float32">(),
  );

const correlation = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index]! - 0.5) * (b[index]! - 0.5);
  return (12 * sum) / a.length;
};

describe("uniformNoise", () => {
  const count = 100_000;
  const noise = draw([1], 0, 0, [count]);

  it("is uniform in [0, 1)", () => {
    const bins = new Array<number>(256).fill(0);
    for (const value of noise) bins[Math.floor(value * 256)]! += 1;
    const expected = count / 256;
    const chiSquare = bins.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0);
    // The 0.1 % and 99.9 % quantiles of χ² with 255 degrees of freedom.
    expect(chiSquare).to.be.within(190, 330);
  });

  it("is unrelated from number to number, step to step, layer to layer and seed to seed", () => {
    const bound = 4 / Math.sqrt(count);
    expect(Math.abs(correlation(noise.subarray(1), noise.subarray(0, -1)))).to.be.below(bound);
    for (const other of [
      draw([1], 1, 0, [count]),
      draw([1], 0, 1, [count]),
      draw([2], 0, 0, [count]),
      draw([1], 0, -1, [count]),
    ])
      expect(Math.abs(correlation(noise, other))).to.be.below(bound);
  });

  it("gives a run of a fleet what it gives it alone", () => {
    const fleet = draw([5, -7, 9], 3, 2, [4, 6]);
    expect([...fleet.subarray(24, 48)]).to.deep.equal([...draw([-7], 3, 2, [4, 6])]);
  });

  it("has the same bits eagerly, as a graph and under XLA", () => {
    const shape = [8, 5];
    const inputs = { seeds: tf.tensor1d([11, 12], "int32"), step: tf.scalar(77, "int32") };
    const specs = { seeds: { shape: [2], dtype: "int32" }, step: { shape: [], dtype: "int32" } } as const;
    for (const xla of [false, true]) {
      const program = compile(
        (given) => ({ noise: uniformNoise(tensor(given, "seeds"), tensor(given, "step"), 4, shape) }),
        specs,
        { xla },
      );
      expect([...tensor(program.run(inputs), "noise").dataSync()]).to.deep.equal([
        ...draw([11, 12], 77, 4, shape),
      ]);
      program.free();
    }
  });
});
