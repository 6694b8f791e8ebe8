import { expect } from "chai";
import { differentiateTraining } from "../../src/tuning/hypergradient/differentiate-training.js";
import { hypergradientDescent } from "../../src/tuning/hypergradient/hypergradient-descent.js";
import { hypergradientSearch } from "../../src/tuning/hypergradient/hypergradient-search.js";
import { rejection } from "./helpers/rejection.js";

const curvatures = Float64Array.of(1, 0.1);
const start = Float64Array.of(2, -3);

/** A bowl, and the same bowl with its bottom elsewhere to validate on. */
const gradient = (weights: Float64Array): Float64Array => weights.map((w, i) => curvatures[i]! * w);
const bottom = Float64Array.of(0.1, -0.5);
const validationGradient = (weights: Float64Array): Float64Array => weights.map((w, i) => w - bottom[i]!);
const validationLoss = (weights: Float64Array): number =>
  weights.reduce((sum, w, i) => sum + 0.5 * (w - bottom[i]!) ** 2, 0);
const bowl = { weights: start, steps: 12, gradient, validationGradient };

/** The weights after training in closed form: θᵢ (1 − α (cᵢ + λ))ᵀ. */
function trained(learningRate: number, weightDecay: number): Float64Array {
  return start.map((w, i) => w * (1 - learningRate * (curvatures[i]! + weightDecay)) ** bowl.steps);
}

describe("tuning: hypergradients", () => {
  it("are the derivatives of the closed form", async () => {
    const [learningRate, weightDecay] = [0.3, 0.05];
    const result = await differentiateTraining(bowl, { learningRate, weightDecay });
    trained(learningRate, weightDecay).forEach((w, i) => { expect(result.weights[i]).to.be.closeTo(w, 1e-12); }); // prettier-ignore
    const h = 1e-6;
    const loss = (a: number, d: number): number => validationLoss(trained(a, d));
    const byRate = (loss(learningRate + h, weightDecay) - loss(learningRate - h, weightDecay)) / (2 * h);
    const byDecay = (loss(learningRate, weightDecay + h) - loss(learningRate, weightDecay - h)) / (2 * h);
    expect(result.byLearningRate).to.be.closeTo(byRate, 1e-6 * Math.abs(byRate));
    expect(result.byWeightDecay).to.be.closeTo(byDecay, 1e-6 * Math.abs(byDecay));
  });

  it("are right where the curvature is not constant", async () => {
    const cubic = {
      ...bowl,
      steps: 8,
      gradient: (w: Float64Array) => w.map((x) => Math.sin(x) + x ** 3 / 20),
    };
    const rates = { learningRate: 0.2, weightDecay: 0.1 };
    const lossAt = async (learningRate: number): Promise<number> =>
      validationLoss((await differentiateTraining(cubic, { ...rates, learningRate })).weights);
    const { byLearningRate } = await differentiateTraining(cubic, rates);
    const numeric = ((await lossAt(0.2 + 1e-5)) - (await lossAt(0.2 - 1e-5))) / 2e-5;
    expect(byLearningRate).to.be.closeTo(numeric, 1e-5 * Math.abs(numeric));
  });

  it("lead from bad hyperparameters to nearly the best there are", async () => {
    const rounds = await hypergradientSearch(bowl, {
      start: { learningRate: 0.005, weightDecay: 0.001 },
      rounds: 60,
      validationLoss,
    });
    let least = Number.POSITIVE_INFINITY;
    for (let a = -3; a < 0.3; a += 0.02)
      for (let d = -4; d < 0; d += 0.05) least = Math.min(least, validationLoss(trained(10 ** a, 10 ** d)));
    const [first, last] = [rounds[0]!.validationLoss!, rounds.at(-1)!.validationLoss!];
    expect(last - least).to.be.lessThan(0.005 * (first - least));
  });

  it("let the learning rate grow where it is too small and shrink where it is too large", async () => {
    const problem = { weights: start, steps: 60, gradient };
    const slow = (await hypergradientDescent(problem, { learningRate: 0.001 })).learningRates;
    const fast = (await hypergradientDescent(problem, { learningRate: 1.99 })).learningRates;
    expect(slow.at(-1)).to.be.greaterThan(0.002);
    expect(fast.at(-1)).to.be.lessThan(1.9);
  });

  it("refuse options out of range", async () => {
    for (const wrong of [
      differentiateTraining({ ...bowl, steps: 0 }, { learningRate: 0.1, weightDecay: 0 }),
      differentiateTraining(bowl, { learningRate: 0, weightDecay: 0 }),
      hypergradientSearch(bowl, { start: { learningRate: 1, weightDecay: 0 }, rounds: 0 }),
      hypergradientDescent(bowl, { learningRate: 0.1, rate: 1 }),
    ])
      expect(await rejection(wrong)).to.be.instanceOf(RangeError);
  });
});
