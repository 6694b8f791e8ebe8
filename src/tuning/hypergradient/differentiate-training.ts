import { checkOptionNames } from "../../runtime/nearest-name.js";
import { dot } from "../../runtime/numbers.js";

/** The learned hyperparameters and their current values. */
export interface Rates {
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** A training, and how its validation loss depends on the hyperparameters. */
export interface DifferentiatedTraining {
  readonly weights: Float64Array;
  /** dV(θ_T) / dα. */
  readonly byLearningRate: number;
  /** dV(θ_T) / dλ. */
  readonly byWeightDecay: number;
}

/**
 * Trains while tracking how the weights depend on the learning rate α and the weight decay λ, which gives the
 * validation loss's derivatives with respect to both at the end (forward-mode differentiation).
 *
 * With θₜ₊₁ = θₜ − α (g(θₜ) + λ θₜ) and H the Hessian of the training loss at θₜ:
 * dθₜ₊₁/dα = dθₜ/dα − α (H + λ) dθₜ/dα − (g + λ θₜ), dθₜ₊₁/dλ = dθₜ/dλ − α (H + λ) dθₜ/dλ − α θₜ.
 * Products with H are computed as differences of gradients: H z ≈ (g(θ + εz) − g(θ − εz)) / 2ε, so a step takes five
 * gradients.
 *
 * @throws {RangeError} if `steps`, the learning rate or the weight decay is out of range
 * @example
 * const bowl = (w: Float64Array) => w; // the gradient of ½‖w‖²
 * const problem = { weights: Float64Array.of(1), steps: 10, gradient: bowl, validationGradient: bowl };
 * (await differentiateTraining(problem, { learningRate: 0.1, weightDecay: 0 })).byLearningRate; // < 0: faster is better
 * @see Franceschi et al., "Forward and reverse gradient-based hyperparameter optimization", 2017
 */
export async function differentiateTraining(
  problem: TrainingProblem,
  rates: Rates,
): Promise<DifferentiatedTraining> {
  checkOptionNames("call differentiateTraining", rates, ["learningRate", "weightDecay"]);
  const { learningRate, weightDecay } = rates;
  checkProblem(problem.steps, learningRate, weightDecay);
  let weights = problem.weights.slice();
  let byRate = new Float64Array(weights.length);
  let byDecay = new Float64Array(weights.length);
  for (let step = 0; step < problem.steps; step++) {
    const gradient = await problem.gradient(weights, step);
    const update = gradient.map((g, i) => g + weightDecay * weights[i]!);
    const curvedRate = await hessianTimes(problem.gradient, weights, byRate, step);
    const curvedDecay = await hessianTimes(problem.gradient, weights, byDecay, step);
    byRate = byRate.map((z, i) => z - learningRate * (curvedRate[i]! + weightDecay * z) - update[i]!);
    byDecay = byDecay.map((z, i) => z - learningRate * (curvedDecay[i]! + weightDecay * z + weights[i]!));
    weights = weights.map((w, i) => w - learningRate * update[i]!);
  }
  const slope = await problem.validationGradient(weights, problem.steps);
  return { weights, byLearningRate: dot(slope, byRate), byWeightDecay: dot(slope, byDecay) };
}

/** The cube root of the precision of a double, where rounding and curvature errors of a central difference balance. */
const epsilon = 6e-6;

async function hessianTimes(
  gradient: GradientOf,
  weights: Float64Array,
  direction: Float64Array,
  step: number,
): Promise<Float64Array> {
  const length = Math.sqrt(dot(direction, direction));
  if (length === 0) return direction;
  const h = (epsilon * (1 + Math.sqrt(dot(weights, weights)))) / length;
  const ahead = await gradient(weights.map((w, i) => w + h * direction[i]!), step); // prettier-ignore
  const behind = await gradient(weights.map((w, i) => w - h * direction[i]!), step); // prettier-ignore
  return ahead.map((g, i) => (g - behind[i]!) / (2 * h));
}

/** A function of the weights that gives a gradient of the same length; may be asynchronous. */
export type GradientOf = (weights: Float64Array, step: number) => Float64Array | Promise<Float64Array>;

/** A training to differentiate: θₜ₊₁ = θₜ − α (∇L(θₜ) + λ θₜ). */
export interface TrainingProblem {
  readonly weights: Float64Array;
  /** How many steps a training takes, ≥ 1. */
  readonly steps: number;
  /** ∇L: the gradient of the training loss (on the batch of that step). */
  readonly gradient: GradientOf;
  /** The gradient of the validation loss. */
  readonly validationGradient: GradientOf;
}

/** @throws {RangeError} if `steps` is not a whole number ≥ 1 or a rate is out of range */
export function checkProblem(steps: number, learningRate: number, weightDecay: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new RangeError(
      `Cannot differentiate a training: steps is ${steps}, it must be a whole number ≥ 1.`,
    );
  if (!(learningRate > 0) || !(weightDecay >= 0))
    throw new RangeError(
      `Cannot differentiate a training: learningRate is ${learningRate} (it must be > 0) and weightDecay is ${weightDecay} ` +
        `(it must be ≥ 0).`,
    );
}
