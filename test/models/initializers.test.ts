import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { expect } from "chai";
import { initializerScaleOf } from "../../src/hyperparameters/automatic.js";
import { initializers } from "../../src/models/initializers.js";
import { stream } from "../../src/random/stream.js";
import { readFixture } from "../fixtures/keras/read-fixture.js";

interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  readonly quantiles: number[];
  readonly offIdentity: number;
}
type Name = Hyperparameters["initializer"];
const { shape, ...stored } = readFixture("initializers") as { shape: [number, number] } & Record<
  Name,
  Moments
>;
const expected = stored as Record<Name, Moments>;
const names = Object.keys(initializers) as Name[];

function draw(name: Name, size: readonly number[] = shape, seed = 1): Float32Array {
  const [fanIn, fanOut] = [size.at(-2) ?? 1, size.at(-1)!];
  const scale = initializerScaleOf(hyperparameters({ initializer: name }));
  return initializers[name]({ shape: size, fanIn, fanOut, scale }, stream(seed, "weights"));
}

function momentsOf(values: Float32Array): Omit<Moments, "offIdentity"> {
  const sorted = values.toSorted();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map(
    (part) => sorted[Math.round(part * (sorted.length - 1))]!,
  );
  return { mean, deviation: Math.sqrt(variance), least: sorted[0]!, most: sorted.at(-1)!, quantiles };
}

/** Largest entry of |QᵀQ − 1| (or QQᵀ) of a matrix given row by row. */
function offIdentity(values: Float32Array, rows: number, columns: number): number {
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const at = (vector: number, place: number): number =>
    rows < columns ? values[vector * columns + place]! : values[place * columns + vector]!;
  let worst = 0;
  for (let a = 0; a < count; a++)
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let place = 0; place < length; place++) product += at(a, place) * at(b, place);
      worst = Math.max(worst, Math.abs(product - (a === b ? 1 : 0)));
    }
  return worst;
}

describe("initializers", () => {
  for (const name of names)
    it(`${name} is distributed as in Keras: moments, quantiles and limits`, () => {
      const [ours, theirs] = [momentsOf(draw(name)), expected[name]];
      // 60 000 draws each: a mean is off by σ/245, a quantile by about 1 % of σ, on both sides.
      const scale = theirs.deviation;
      expect(ours.mean).to.be.closeTo(theirs.mean, 0.02 * scale + 1e-7);
      expect(ours.deviation).to.be.closeTo(theirs.deviation, 0.01 * scale + 1e-7);
      ours.quantiles.forEach((quantile, index) => {
        expect(quantile).to.be.closeTo(theirs.quantiles[index]!, 0.04 * scale + 1e-7);
      });
      if (name !== "randomNormal" && name !== "orthogonal")
        for (const end of ["least", "most"] as const)
          expect(ours[end]).to.be.closeTo(theirs[end], 0.01 * scale + 1e-7);
    });

  // Glorot and Bengio, 2010, equations 12 and 16: 2/(in + out). He et al., 2015, arXiv 1502.01852, equation 10: 2/in.
  // LeCun et al., "Efficient BackProp", 1998, equation 16: 1/in.
  it("have the variances that their papers ask for", () => {
    const wide = [400, 100];
    const variance = (name: Name): number => momentsOf(draw(name, wide)).deviation ** 2;
    for (const [name, value] of [
      ["glorotUniform", 2 / 500],
      ["glorotNormal", 2 / 500],
      ["heUniform", 2 / 400],
      ["heNormal", 2 / 400],
      ["lecunUniform", 1 / 400],
      ["lecunNormal", 1 / 400],
    ] as const)
      expect(variance(name) / value, name).to.be.closeTo(1, 0.03);
  });

  for (const size of [
    [12, 12],
    [30, 8],
    [8, 30],
    [3, 3, 4, 20],
  ])
    it(`orthogonal of shape ${size.join(" × ")} has orthonormal rows or columns`, () => {
      const columns = size.at(-1)!;
      const values = draw("orthogonal", size);
      expect(offIdentity(values, values.length / columns, columns)).to.be.below(1e-6);
    });

  it("draw the same from the same stream and something else from another", () => {
    for (const name of names) {
      expect(draw(name, [4, 5]), name).to.deep.equal(draw(name, [4, 5]));
      if (name !== "zeros" && name !== "constant")
        expect(draw(name, [4, 5], 2), name).to.not.deep.equal(draw(name, [4, 5]));
    }
  });
});
