import { checkOptionNames } from "../../runtime/nearest-name.js";
import { dot } from "../../runtime/numbers.js";
import { checkProblem, type TrainingProblem } from "./differentiate-training.js";

export interface HypergradientDescentOptions {
  /** α₀ > 0. */
  readonly learningRate: number;
  /** β: how fast the learning rate itself learns, (0, 1). Default 0.02. */
  readonly rate?: number;
}

/** The learning rate at each step, and the final weights. */
export interface HypergradientDescent {
  readonly learningRates: readonly number[];
  readonly weights: Float64Array;
}

/**
 * Gradient descent that adapts its learning rate as it goes: if two successive gradients point the same way, the step
 * was too short; if they point in opposite directions, it was too long.
 *
 * αₜ = αₜ₋₁ · (1 + β · cos(gₜ, gₜ₋₁)), θₜ₊₁ = θₜ − αₜ gₜ. (The multiplicative form, which is independent of the loss's
 * scale.)
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const gradient = (w: Float64Array) => w;
 * const { learningRates } = await hypergradientDescent({ weights: Float64Array.of(1), steps: 50, gradient }, { learningRate: 0.001 });
 * @see Baydin et al., "Online learning rate adaptation with hypergradient descent", 2018
 */
export async function hypergradientDescent(
  problem: Omit<TrainingProblem, "validationGradient">,
  options: HypergradientDescentOptions,
): Promise<HypergradientDescent> {
  checkOptionNames("call hypergradientDescent", options, ["learningRate", "rate"]);
  const { learningRate, rate = 0.02 } = options;
  checkProblem(problem.steps, learningRate, 0);
  if (!(rate > 0 && rate < 1))
    throw new RangeError(`Cannot descend: rate is ${rate}, it must be between 0 and 1.`);
  let weights = problem.weights.slice();
  let previous: Float64Array | undefined;
  let current = learningRate;
  const learningRates: number[] = [];
  for (let step = 0; step < problem.steps; step++) {
    const gradient = await problem.gradient(weights, step);
    if (previous !== undefined) current *= 1 + rate * cosine(gradient, previous);
    learningRates.push(current);
    weights = weights.map((w, i) => w - current * gradient[i]!);
    previous = gradient;
  }
  return { learningRates, weights };
}

function cosine(a: Float64Array, b: Float64Array): number {
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? dot(a, b) / lengths : 0;
}
