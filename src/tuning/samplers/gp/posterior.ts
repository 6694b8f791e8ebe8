import { covarianceMatrix, matern, maternSlope, squaredDistance, type Kernel } from "./kernel.js";
import { choleskyFactor, inverseOf, multiply, multiplyTransposed, type Triangular } from "./triangular.js";

/** The prediction of the objective at a point, with its gradient. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
  readonly meanGradient: Float64Array;
  readonly deviationGradient: Float64Array;
}

/**
 * A Gaussian process given observations: at every point a normal distribution of what the objective may be.
 *
 * mean(x) = kᵀ K⁻¹ y, variance(x) = s² − kᵀ K⁻¹ k, with K the covariance of the observations and k their covariance
 * with x.
 *
 * @see Rasmussen and Williams, "Gaussian processes for machine learning", 2006, algorithm 2.1
 */
export class Posterior {
  readonly #points: readonly Float64Array[];
  readonly #kernel: Kernel;
  readonly #categorical: readonly boolean[];
  readonly #inverse: Triangular;
  /** K⁻¹ y. */
  readonly #weights: Float64Array;

  constructor(
    points: readonly Float64Array[],
    losses: Float64Array,
    kernel: Kernel,
    categorical: readonly boolean[],
  ) {
    this.#points = points;
    this.#kernel = kernel;
    this.#categorical = categorical;
    this.#inverse = inverseOf(positiveFactor(points, kernel, categorical));
    this.#weights = multiplyTransposed(this.#inverse, multiply(this.#inverse, losses));
  }

  mean(point: Float64Array): number {
    const covariances = this.#covariances(point);
    return covariances.reduce((sum, k, i) => sum + k * this.#weights[i]!, 0);
  }

  /** Mean and standard deviation, without gradients. */
  spread(point: Float64Array): { mean: number; deviation: number } {
    const covariances = this.#covariances(point);
    const whitened = multiply(this.#inverse, covariances);
    let [mean, explained] = [0, 0];
    for (let i = 0; i < covariances.length; i++) {
      mean += covariances[i]! * this.#weights[i]!;
      explained += whitened[i]! * whitened[i]!;
    }
    return { mean, deviation: Math.sqrt(Math.max(this.#kernel.variance - explained, tiny)) };
  }

  predict(point: Float64Array): Prediction {
    const { lengths, variance } = this.#kernel;
    const covariances = this.#covariances(point);
    const whitened = multiply(this.#inverse, covariances);
    const solved = multiplyTransposed(this.#inverse, whitened);
    const explained = whitened.reduce((sum, value) => sum + value * value, 0);
    const deviation = Math.sqrt(Math.max(variance - explained, tiny));
    const meanGradient = new Float64Array(point.length);
    const deviationGradient = new Float64Array(point.length);
    this.#points.forEach((other, i) => {
      const slope = 2 * variance * maternSlope(squaredDistance(point, other, lengths, this.#categorical));
      for (let axis = 0; axis < point.length; axis++) {
        if (this.#categorical[axis]!) continue;
        const change = (slope * (point[axis]! - other[axis]!)) / (lengths[axis]! * lengths[axis]!);
        meanGradient[axis]! += change * this.#weights[i]!;
        deviationGradient[axis]! -= (change * solved[i]!) / deviation;
      }
    });
    const mean = covariances.reduce((sum, k, i) => sum + k * this.#weights[i]!, 0);
    return { mean, deviation, meanGradient, deviationGradient };
  }

  #covariances(point: Float64Array): Float64Array {
    const { lengths, variance } = this.#kernel;
    return Float64Array.from(
      this.#points,
      (other) => variance * matern(squaredDistance(point, other, lengths, this.#categorical)),
    );
  }
}

/** Least variance, of an objective whose variance is about 1. */
const tiny = 1e-12;

/** Adds to the diagonal to offset rounding until the Cholesky factorisation succeeds. */
function positiveFactor(
  points: readonly Float64Array[],
  kernel: Kernel,
  categorical: readonly boolean[],
): Triangular {
  for (let noise = kernel.noise; ; noise = 10 * noise + 1e-9) {
    const factor = choleskyFactor(covarianceMatrix(points, { ...kernel, noise }, categorical));
    if (factor !== undefined) return factor;
  }
}
