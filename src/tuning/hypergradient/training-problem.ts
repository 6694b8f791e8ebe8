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

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
