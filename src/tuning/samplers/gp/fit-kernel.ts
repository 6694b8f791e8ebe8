import { covarianceMatrix, maternSlope, squaredDistance, squaredGap, type Kernel } from "./kernel.js";
import { minimize, type Evaluation } from "../../../runtime/minimize.js";
import { choleskyFactor, inverseOf, logDeterminant, multiply, multiplyTransposed } from "./triangular.js";

/** A normal prior on the logarithm of each kernel hyperparameter, and its bounds. */
const priors = {
  // About half the range, and longer with more parameters: in many dimensions all points are far apart.
  length: (dimensions: number) => ({ mean: Math.log(0.5) + Math.log(dimensions) / 4, spread: 1 }),
  variance: { mean: 0, spread: 1 },
  // Closed formulas and seeded trainings have hardly any noise, so low noise is more likely than high.
  noise: { mean: Math.log(1e-5), spread: 2 },
};
const limits = [
  { lower: Math.log(0.02), upper: Math.log(20) },
  { lower: Math.log(0.05), upper: Math.log(20) },
  { lower: Math.log(1e-7), upper: Math.log(0.5) },
] as const;

/**
 * The kernel under which the observations are likeliest, given the priors: a maximum a posteriori estimate, searched
 * for from several starting points.
 *
 * log p = −½ yᵀ K⁻¹ y − ½ log det K + log prior
 *
 * @param losses with mean about 0 and variance about 1
 * @param starts lengths to start from; with many observations one start is enough
 * @see Rasmussen and Williams, "Gaussian processes for machine learning", 2006, section 5.4.1
 */
export function fitKernel(
  points: readonly Float64Array[],
  losses: Float64Array,
  categorical: readonly boolean[],
  starts: readonly number[] = points.length <= 40 ? [0.5, 0.15] : [0.3],
): Kernel {
  const dimensions = categorical.length;
  const bounds = [...categorical.map(() => limits[0]), limits[1], limits[2]];
  const cost = (logs: Float64Array): Evaluation => negativeLogPosterior(logs, points, losses, categorical);
  const fits = starts.map((length) => {
    const start = new Float64Array(dimensions + 2).fill(Math.log(length));
    start.set([0, Math.log(1e-4)], dimensions);
    return minimize(cost, start, bounds, 40);
  });
  const best = fits.reduce((a, b) => (b.value < a.value ? b : a));
  return kernelFrom(best.point);
}

function kernelFrom(logs: Float64Array): Kernel {
  const values = logs.map(Math.exp);
  const dimensions = logs.length - 2;
  return {
    lengths: values.slice(0, dimensions),
    variance: values[dimensions]!,
    noise: values[dimensions + 1]!,
  };
}

function negativeLogPosterior(
  logs: Float64Array,
  points: readonly Float64Array[],
  losses: Float64Array,
  categorical: readonly boolean[],
): Evaluation {
  const kernel = kernelFrom(logs);
  const factor = choleskyFactor(covarianceMatrix(points, kernel, categorical));
  if (factor === undefined)
    return { value: Number.POSITIVE_INFINITY, gradient: new Float64Array(logs.length) };
  const inverse = inverseOf(factor);
  const whitened = multiply(inverse, losses);
  const weights = multiplyTransposed(inverse, whitened);
  const fit = whitened.reduce((sum, value) => sum + value * value, 0);
  const gradient = likelihoodGradient(
    kernel,
    points,
    categorical,
    weights,
    precision(inverse.values, inverse.size),
  );
  let value = 0.5 * fit + 0.5 * logDeterminant(factor);
  logs.forEach((log, i) => {
    const { mean, spread } = priorOf(i, categorical.length);
    value += 0.5 * ((log - mean) / spread) ** 2;
    gradient[i]! += (log - mean) / spread ** 2;
  });
  return { value, gradient };
}

function priorOf(index: number, dimensions: number): { mean: number; spread: number } {
  if (index < dimensions) return priors.length(dimensions);
  return index === dimensions ? priors.variance : priors.noise;
}

/** −∂/∂θ log p(y) = ½ tr((K⁻¹ − K⁻¹ y yᵀ K⁻¹) ∂K/∂θ), for the logarithms of lengths, variance and noise. */
function likelihoodGradient(
  { lengths, variance, noise }: Kernel,
  points: readonly Float64Array[],
  categorical: readonly boolean[],
  weights: Float64Array,
  precisions: Float64Array,
): Float64Array {
  const dimensions = lengths.length;
  const gradient = new Float64Array(dimensions + 2);
  let fromVariance = 0;
  for (let i = 0, at = 0; i < points.length; i++)
    for (let j = 0; j <= i; j++, at++) {
      const pull = precisions[at]! - weights[i]! * weights[j]!;
      if (i === j) {
        gradient[dimensions + 1]! += 0.5 * pull * noise;
        fromVariance += 0.5 * pull * variance;
        continue;
      }
      const squared = squaredDistance(points[i]!, points[j]!, lengths, categorical);
      const slope = variance * maternSlope(squared);
      // k = −6/5 · slope + 5/3 s² r² e^(−√5 r), see kernel.ts; both halves of the symmetric matrix count.
      const decay = Math.exp(-Math.sqrt(5 * squared));
      fromVariance += pull * (-1.2 * slope + (5 / 3) * variance * squared * decay);
      for (let axis = 0; axis < dimensions; axis++) {
        const gap = squaredGap(points[i]![axis]!, points[j]![axis]!, categorical[axis]!);
        gradient[axis]! += (pull * slope * -2 * gap) / (lengths[axis]! * lengths[axis]!);
      }
    }
  gradient[dimensions] = fromVariance;
  return gradient;
}

/** K⁻¹ = L⁻ᵀ L⁻¹, its lower triangle row by row. */
function precision(inverse: Float64Array, size: number): Float64Array {
  const product = new Float64Array(inverse.length);
  for (let k = 0; k < size; k++) {
    const row = (k * (k + 1)) / 2;
    for (let i = 0, at = 0; i <= k; i++) {
      const factor = inverse[row + i]!;
      for (let j = 0; j <= i; j++) product[at++]! += factor * inverse[row + j]!;
    }
  }
  return product;
}
