import { optimizerFor, type OptimizerRates, optimizers } from "../../../src/training/optimizers.js";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import type { Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { clipNorm, gradientNorm } from "../../../src/training/norms.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { expectClose } from "../../models/support.js";

type Name = Hyperparameters["optimizer"];
interface Numbers {
  readonly learningRate?: number;
  readonly momentum?: number;
  readonly weightDecay?: number;
}

function rates(
  step: number,
  { learningRate = 0.01, momentum = 0.9, weightDecay = 0 }: Numbers,
): OptimizerRates {
  const one = (value: number): Tensor => tf.scalar(value);
  return {
    learningRate: one(learningRate),
    momentum: one(momentum),
    beta2: one(0.999),
    epsilon: one(1e-7),
    weightDecay: one(weightDecay),
    step: one(step),
  };
}

/** Weights after each of `steps` steps on the quadratic ½·Σ λ·w², from 1. */
function descend(name: Name, curvatures: number[], steps: number, numbers: Numbers, l2 = 0): number[][] {
  return tf.tidy(() => {
    const rule = optimizerFor(name, numbers.weightDecay !== undefined);
    const lambda = tf.tensor1d(curvatures);
    let weight: Tensor = tf.onesLike(lambda);
    let slots = rule.slots.map(({ initial }) => tf.fill<tf.Rank>(weight.shape, initial));
    const path: number[][] = [];
    for (let step = 1; step <= steps; step++) {
      const gradient = tf.add(tf.mul(lambda, weight), tf.mul(2 * l2, weight));
      const update = rule.update(weight, gradient, slots, rates(step, numbers));
      [weight, slots] = [update.weight, [...update.slots]];
      path.push([...weight.dataSync()]);
    }
    return path;
  });
}
const last = (path: number[][]): number[] => path.at(-1)!;
const norm = (values: number[]): number => Math.hypot(...values);

// LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 5: along each eigenvector errors shrink by 1 − α·λ a step.
describe("gradient descent on a quadratic", () => {
  it("converges if and only if the rate is below 2 / λmax", () => {
    expect(norm(last(descend("sgd", [1, 10], 300, { learningRate: 0.199 })))).to.be.below(0.1);
    expect(norm(last(descend("sgd", [1, 10], 300, { learningRate: 0.201 })))).to.be.above(10);
  });

  it("follows (1 − α·λ)ᵗ exactly", () => {
    const path = descend("sgd", [2], 10, { learningRate: 0.1 });
    path.forEach(([weight], index) => {
      expect(weight).to.be.closeTo(0.8 ** (index + 1), 1e-6);
    });
  });
});

describe("momentum on a quadratic", () => {
  // Polyak, "Some methods of speeding up the convergence of iteration methods", 1964: with condition number κ the best momentum is
  // ((√κ − 1)/(√κ + 1))², at a rate of (2/(√λmin + √λmax))², and every step then shrinks errors by its root.
  const kappa = 100;
  const best = ((Math.sqrt(kappa) - 1) / (Math.sqrt(kappa) + 1)) ** 2;
  const rate = (2 / (1 + Math.sqrt(kappa))) ** 2;

  /** How far from the minimum each pair of momentum and rate ends, all pairs as one fleet. */
  const ends = (pairs: readonly (readonly [momentum: number, learningRate: number])[]): number[] =>
    tf.tidy(() => {
      const column = (which: 0 | 1): Tensor => tf.tensor2d(pairs.map((pair) => [pair[which]]));
      const fleet = { ...rates(1, {}), momentum: column(0), learningRate: column(1) };
      let weight: Tensor = tf.ones([pairs.length, 2]);
      let velocity: Tensor = tf.zeros([pairs.length, 2]);
      for (let step = 0; step < 200; step++) {
        const gradient = tf.mul(weight, tf.tensor1d([1, kappa]));
        const update = optimizers.momentum.update(weight, gradient, [velocity], fleet);
        [weight, velocity] = [update.weight, update.slots[0]!];
      }
      return [...tf.norm(weight, "euclidean", 1).dataSync()];
    });

  it("is fastest at ((√κ − 1) / (√κ + 1))², 0.669 for κ = 100", () => {
    expect(best).to.be.closeTo(0.669, 5e-4);
    // Each other momentum with every rate from near 0 to the largest that is stable, 2·(1 + β)/κ.
    const others = [0, 0.3, 0.5, 0.6, 0.75, 0.8, 0.9, 0.97].flatMap((momentum) =>
      Array.from(
        { length: 40 },
        (_, index) => [momentum, ((2 + 2 * momentum) / kappa) * ((index + 1) / 40)] as const,
      ),
    );
    const [ours, ...theirs] = ends([[best, rate], ...others]);
    expect(ours).to.be.below(Math.min(...theirs));
  });

  it("shrinks the error by √β a step there", () => {
    const path = descend("momentum", [1, kappa], 60, { momentum: best, learningRate: rate });
    const shrink = (norm(path[59]!) / norm(path[29]!)) ** (1 / 30);
    // The double root adds a factor that grows with the number of the step: 60/30 over 30 steps.
    expect(shrink / 2 ** (1 / 30)).to.be.closeTo(Math.sqrt(best), 0.01);
  });
});

// Kingma and Ba, "Adam", 2015, arXiv 1412.6980, section 2.1 (Adamax: section 7.1): m̂/√v̂ is the gradient's sign after one step.
// Chen et al., "Symbolic discovery of optimization algorithms", 2023, arXiv 2302.06675: Lion's steps are signs by construction.
describe("the first step", () => {
  const gradients = [3, -0.02, 1e-3, -700];
  const firstStep = (name: Name): number[] =>
    tf.tidy(() => {
      const rule = optimizers[name];
      const weight = tf.zeros([4]);
      const slots = rule.slots.map(({ initial }) => tf.fill<tf.Rank>([4], initial));
      return [...rule.update(weight, tf.tensor1d(gradients), slots, rates(1, {})).weight.dataSync()];
    });

  for (const name of ["adam", "adamw", "adamax"] as const)
    it(`of ${name} is α against the gradient's sign, whatever its size`, () => {
      firstStep(name).forEach((step, index) => {
        expect(step).to.be.closeTo(-0.01 * Math.sign(gradients[index]!), 1e-4);
      });
    });

  it("of Lion is exactly that", () => {
    expect(firstStep("lion")).to.deep.equal(
      gradients.map((gradient) => Math.fround(-0.01 * Math.sign(gradient))),
    );
  });
});

// Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, arXiv 1711.05101, propositions 1 (SGD) and 2 (adaptive).
describe("weight decay", () => {
  it("is an L2 penalty of λ/2 for SGD", () => {
    const decayed = descend("sgd", [1, 3], 50, { weightDecay: 0.4 });
    const penalised = descend("sgd", [1, 3], 50, {}, 0.2);
    decayed.flat().forEach((weight, index) => {
      expect(weight).to.be.closeTo(penalised.flat()[index]!, 1e-5);
    });
  });

  it("is not one for Adam", () => {
    const decayed = last(descend("adamw", [1, 3], 50, { weightDecay: 0.4 }));
    const penalised = last(descend("adam", [1, 3], 50, {}, 0.2));
    expect(Math.abs(decayed[0]! - penalised[0]!)).to.be.above(0.01);
  });
});

// Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, arXiv 1211.5063, algorithm 1.
describe("clipping", () => {
  it("scales each run's whole gradient to the limit, and leaves short ones alone", () => {
    tf.tidy(() => {
      const gradients = [
        tf.tensor2d([
          [3, 0],
          [0.3, 0],
        ]),
        tf.tensor3d([[[4]], [[0.4]]]),
      ];
      expectClose(gradientNorm(gradients), [5, 0.5], 1e-6);
      const clipped = clipNorm(gradients, tf.tensor1d([1, 1]));
      expectClose(clipped[0]!, [0.6, 0, 0.3, 0], 1e-6);
      expectClose(clipped[1]!, [0.8, 0.4], 1e-6);
    });
  });

  it("leaves a gradient of 0 as it is", () => {
    tf.tidy(() => {
      expectClose(clipNorm([tf.zeros([1, 2])], tf.tensor1d([1]))[0]!, [0, 0], 0);
    });
  });
});

describe("optimizers in a fleet", () => {
  for (const name of Object.keys(optimizers) as Name[])
    it(`${name}: two runs together are two runs apart, rates of their own`, () => {
      tf.tidy(() => {
        const rule = optimizers[name];
        const weights = tf.tensor2d([
          [1, -2, 0.5],
          [0.1, 0.2, 3],
        ]);
        const gradient = tf.tensor2d([
          [0.3, 0.1, -2],
          [1, -1, 0.01],
        ]);
        const column = (a: number, b: number): Tensor => tf.tensor2d([[a], [b]]);
        const both: OptimizerRates = {
          learningRate: column(0.1, 0.01),
          momentum: column(0.9, 0.5),
          beta2: column(0.999, 0.9),
          epsilon: column(1e-7, 1e-3),
          weightDecay: column(0.1, 0.3),
          step: tf.scalar(3),
        };
        const slots = rule.slots.map(({ initial }) => tf.fill<tf.Rank>([2, 3], initial + 0.1));
        const together = rule.update(weights, gradient, slots, both);
        for (const run of [0, 1]) {
          const only = (all: Tensor): Tensor => tf.slice(all, [run, 0], [1, all.shape[1]!]);
          const own = Object.fromEntries(
            Object.entries(both).map(([key, value]: [string, Tensor]) => [
              key,
              value.rank ? only(value) : value,
            ]),
          ) as unknown as OptimizerRates;
          const apart = rule.update(only(weights), only(gradient), slots.map(only), own);
          expectClose(only(together.weight), apart.weight.dataSync(), 1e-6);
          apart.slots.forEach((slot, index) => {
            expectClose(only(together.slots[index]!), slot.dataSync(), 1e-6);
          });
        }
      });
    });
});
