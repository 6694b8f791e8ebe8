import { expect } from "chai";
import { inverse, Matrix } from "ml-matrix";
import { stream } from "../../src/random/stream.js";
import { fitKernel } from "../../src/tuning/samplers/gp/fit-kernel.js";
import {
  covarianceMatrix,
  matern,
  maternSlope,
  squaredDistance,
} from "../../src/tuning/samplers/gp/kernel.js";
import { logExpectedImprovement } from "../../src/tuning/samplers/gp/acquisition.js";
import { minimize } from "../../src/runtime/minimize.js";
import { Posterior } from "../../src/tuning/samplers/gp/posterior.js";
import fc from "fast-check";
import { intDomain } from "../../src/hyperparameters/space/make-domain.js";
import { cellsOf } from "../../src/hyperparameters/space/unit-scale.js";
import { kindsOf, logMass, numericKernels } from "../../src/tuning/samplers/tpe/axis-kernels.js";
import { ParzenEstimator } from "../../src/tuning/samplers/tpe/parzen-estimator.js";
import { weightsByAge } from "../../src/tuning/samplers/tpe/weights.js";
import type { Domain } from "../../src/hyperparameters/space/domain.js";

const random = stream(1, "models");
const points = Array.from({ length: 25 }, () => Float64Array.of(random.uniform(), random.uniform(), random.integer(0, 2))); // prettier-ignore
const losses = Float64Array.from(points, ([x, , kind]) => Math.sin(6 * x!) + 0.5 * kind!);
const categorical = [false, false, true];

describe("tuning: Gaussian process", () => {
  const kernel = { lengths: Float64Array.of(0.3, 2, 1), variance: 1.5, noise: 1e-4 };
  const posterior = new Posterior(points, losses, kernel, categorical);
  const probe = Float64Array.of(0.37, 0.6, 1);

  it("predicts what the textbook formula with an explicit inverse does", () => {
    const precision = inverse(new Matrix(covarianceMatrix(points, kernel, categorical)));
    const k = Matrix.columnVector(
      points.map(
        (point) => kernel.variance * matern(squaredDistance(probe, point, kernel.lengths, categorical)),
      ),
    );
    const mean = k
      .transpose()
      .mmul(precision)
      .mmul(Matrix.columnVector([...losses]))
      .get(0, 0);
    const variance = kernel.variance - k.transpose().mmul(precision).mmul(k).get(0, 0);
    const prediction = posterior.predict(probe);
    expect(prediction.mean).to.be.closeTo(mean, 1e-8);
    expect(prediction.deviation ** 2).to.be.closeTo(variance, 1e-8);
    expect(posterior.spread(probe).mean).to.be.closeTo(mean, 1e-8);
    expect(posterior.mean(probe)).to.be.closeTo(mean, 1e-8);
  });

  it("has the right gradients of its prediction", () => {
    const { meanGradient, deviationGradient } = posterior.predict(probe);
    for (const axis of [0, 1]) {
      const [ahead, behind] = [1e-5, -1e-5].map((h) => posterior.predict(probe.map((x, i) => (i === axis ? x + h : x)))); // prettier-ignore
      expect(meanGradient[axis]).to.be.closeTo((ahead!.mean - behind!.mean) / 2e-5, 1e-5);
      expect(deviationGradient[axis]).to.be.closeTo((ahead!.deviation - behind!.deviation) / 2e-5, 1e-4);
    }
    expect(maternSlope(0.4)).to.be.closeTo((matern(0.4 + 1e-6) - matern(0.4 - 1e-6)) / 2e-6, 1e-8);
  });

  it("finds out which parameters matter: the idle one gets the greatest length", () => {
    const { lengths, noise } = fitKernel(points, losses, categorical);
    expect(lengths[1]).to.be.greaterThan(4 * lengths[0]!);
    expect(noise).to.be.lessThan(0.01);
  });

  it("log expected improvement is the logarithm of the integral, has the right slopes, and never underflows", () => {
    for (const [mean, deviation, best] of [
      [0.5, 1, 0.2],
      [2, 0.4, 0.1],
      [-1, 0.3, 0.2],
    ] as const) {
      let integral = 0;
      for (let f = mean - 10 * deviation; f < best; f += 1e-4)
        integral += ((best - f) * Math.exp(-0.5 * ((f - mean) / deviation) ** 2) * 1e-4) / (deviation * Math.sqrt(2 * Math.PI)); // prettier-ignore
      const { value, byMean, byDeviation } = logExpectedImprovement(mean, deviation, best);
      expect(value).to.be.closeTo(Math.log(integral), 1e-3);
      const at = (m: number, d: number): number => logExpectedImprovement(m, d, best).value;
      expect(byMean).to.be.closeTo((at(mean + 1e-5, deviation) - at(mean - 1e-5, deviation)) / 2e-5, 1e-4);
      expect(byDeviation).to.be.closeTo(
        (at(mean, deviation + 1e-5) - at(mean, deviation - 1e-5)) / 2e-5,
        1e-4,
      );
    }
    for (const gain of [20, 29, 31, 100, 1e6]) {
      const { value, byMean, byDeviation } = logExpectedImprovement(-gain, 1, 0);
      expect(value).to.be.closeTo(Math.log(gain), 1e-9);
      expect([byMean, byDeviation].map((slope) => slope * gain)).to.satisfy(
        ([mean, deviation]: number[]) => Math.abs(mean! + 1) < 1e-9 && Math.abs(deviation!) < 1e-9,
      );
    }
    let before = 0;
    for (const far of [1, 10, 100, 1e3, 1e5, 1e7]) {
      const { value, byMean } = logExpectedImprovement(far, 1, 0);
      expect(value).to.be.lessThan(before);
      expect(byMean).to.be.closeTo(-far, 1 + far * 0.2);
      before = value;
    }
  });

  it("minimize finds the bottom of Rosenbrock's valley, and the best point of a bound", () => {
    const valley = (p: Float64Array): { value: number; gradient: Float64Array } => {
      const [x, y] = [p[0]!, p[1]!];
      const gradient = Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x));
      return { value: (1 - x) ** 2 + 100 * (y - x * x) ** 2, gradient };
    };
    const start = Float64Array.of(-1.2, 1);
    const wide = [{ lower: -2, upper: 2 }, { lower: -2, upper: 2 }]; // prettier-ignore
    expect([...minimize(valley, start, wide, 200).point].map((x) => Math.round(x * 1e3))).to.deep.equal([
      1e3, 1e3,
    ]);
    const narrow = [{ lower: -2, upper: 0.5 }, { lower: -2, upper: 2 }]; // prettier-ignore
    expect([...minimize(valley, start, narrow, 200).point].map((x) => Math.round(x * 1e3))).to.deep.equal([
      500, 250,
    ]);
  });
});

describe("tuning: Parzen estimator", () => {
  /** The probabilities that the estimator gives to all values of a domain that has few. */
  const probabilities = (domain: Domain, estimator: ParzenEstimator): number[] => {
    const cells = cellsOf(domain)!;
    return Array.from({ length: cells.count }, (_, index) =>
      Math.exp(estimator.logDensity([cells.at(index)])),
    );
  };

  it("every mixture of kernels has mass 1 over the values of its domain, whatever was observed", () => {
    const domains: fc.Arbitrary<Domain> = fc.oneof(
      fc
        .record({
          low: fc.integer({ min: 1, max: 30 }),
          count: fc.integer({ min: 1, max: 200 }),
          log: fc.boolean(),
        }) // prettier-ignore
        .map(({ low, count, log }) => intDomain("n", low, low + count, { log })),
      fc
        .integer({ min: 2, max: 9 })
        .map((count): Domain => ({ kind: "categorical", choices: [...Array(count).keys()] })),
    );
    fc.assert(
      fc.property(
        domains,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
        (domain, units) => {
          const cells = cellsOf(domain)!;
          const seen = Float64Array.from(units, (unit) => cells.at(cells.indexAt(unit)));
          const estimator = new ParzenEstimator([domain], [seen], weightsByAge(seen.length));
          const total = probabilities(domain, estimator).reduce((sum, chance) => sum + chance, 0);
          expect(total).to.be.closeTo(1, 2e-3);
        },
      ),
    );
  });

  it("tells kernels apart whose centre + 2 · width is the same", () => {
    // Widths of kernels depend on all observations, so the kernels are made by themselves: (.5, .4) and (.9, .2) on two cells.
    const centres = [0.25, 0.75, 0.75, 0.75, 0.25];
    const domain = intDomain("n", 1, 2);
    const kernels = numericKernels(Float64Array.from(centres), cellsOf(domain));
    for (let k = 0; k <= centres.length; k++) {
      const mass = [0.25, 0.75].map((value) => {
        const sums = new Float64Array(centres.length + 1);
        kernels.addLogDensities(value, sums);
        return Math.exp(sums[k]!);
      });
      expect(mass[0]! + mass[1]!).to.be.closeTo(1, 1e-6);
    }
    expect(logMass(0, 0.5, 0.9, 0.2) - logMass(0, 0.5, 0.5, 0.4)).to.be.lessThan(Math.log(0.1));
    const kinds = kindsOf(Float64Array.of(0.5, 0.9, 0.5), Float64Array.of(0.4, 0.2, 0.4));
    expect([...kinds.of]).to.deep.equal([0, 1, 0]);
    // Truncated to [0, 1], as SciPy has it: norm.cdf(-2) − norm.cdf(-4.5) over norm.cdf(0.5) − norm.cdf(-4.5).
    const share = (low: number, high: number): number => Math.exp(logMass(low, high, 0.9, 0.2));
    expect(share(0, 0.5) / share(0, 1)).to.be.closeTo(0.0328967, 1e-6);
  });

  const float: Domain = { kind: "float", low: 0, high: 1, log: false, step: undefined };
  const coarse: Domain = { kind: "int", low: 1, high: 5, log: false, step: 1 };
  const choice: Domain = { kind: "categorical", choices: ["a", "b", "c"] };
  const cells = (count: number, length: number): Float64Array =>
    Float64Array.from({ length }, () => (random.integer(0, count - 1) + 0.5) / count);
  const observed = [
    Float64Array.from({ length: 40 }, () => random.uniform() ** 2),
    cells(5, 40),
    cells(3, 40),
  ];

  it("is a density: over all values it sums to 1", () => {
    const estimator = new ParzenEstimator([float, coarse, choice], observed, weightsByAge(40));
    let total = 0;
    for (let x = 0.0005; x < 1; x += 0.001)
      for (let n = 0.1; n < 1; n += 0.2)
        for (let c = 1 / 6; c < 1; c += 1 / 3) total += 0.001 * Math.exp(estimator.logDensity([x, n, c]));
    expect(total).to.be.closeTo(1, 1e-3);
  });

  it("draws what its density says", () => {
    const estimator = new ParzenEstimator([float], [observed[0]!], weightsByAge(40));
    const drawn = Array.from({ length: 20_000 }, () => estimator.draw(random)[0]!);
    for (let low = 0; low < 1; low += 0.25) {
      let expected = 0;
      for (let x = low + 0.0005; x < low + 0.25; x += 0.001)
        expected += 0.001 * Math.exp(estimator.logDensity([x]));
      const share = drawn.filter((x) => x >= low && x < low + 0.25).length / drawn.length;
      expect(share).to.be.closeTo(expected, 0.02);
    }
  });

  it("returns Infinity above a ceiling, and the exact value below it", () => {
    const estimator = new ParzenEstimator([float, coarse, choice], observed, weightsByAge(40));
    const point = [0.3, 0.5, 0.5];
    const truth = estimator.logDensity(point);
    expect(estimator.logDensity(point, truth + 1e-9)).to.equal(truth);
    expect(estimator.logDensity(point, truth - 1e-9)).to.equal(Number.POSITIVE_INFINITY);
  });

  it("weights the newest 25 fully and older ones less and less", () => {
    const weights = weightsByAge(125);
    expect([...weights.slice(100)]).to.deep.equal(Array<number>(26).fill(1));
    expect(weights[0]).to.be.closeTo(1 / 125, 1e-12);
    expect(weights[99]).to.be.closeTo(1, 1e-12);
    expect(weights[50]! - weights[49]!).to.be.closeTo(weights[20]! - weights[19]!, 1e-12);
  });
});
