import { checkOptionNames } from "../../runtime/nearest-name.js";
import { toDataset } from "../../data/to-dataset.js";
import type { DataSource } from "../../data/data-source.js";
import type { Dataset } from "../../data/dataset.js";
import { hyperparameters as complete, type Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { stream } from "../../random/stream.js";
import { checkTraining } from "../check-training.js";
import { networkSubject } from "../fleet/subject.js";
import type { WeightArrays } from "../training-run.js";
import { largestEigenvalue, type LargestEigenvalue } from "./lanczos.js";
import { lossSlope } from "./loss-slope.js";

/** Options of {@link largestCurvature}. */
export interface CurvatureOptions {
  /** Where to measure: `run.weights()`, or `weights()` of an `onEpoch` event; by default the first weights of a training with this seed. */
  readonly weights?: WeightArrays;
  /** Seed of the first weights and of the vector that the search starts from. Default 1. */
  readonly seed?: number;
  /** It stops once three products in a row change the value by at most this share of it. Default 0.003. */
  readonly tolerance?: number;
  /** Products with the Hessian at most, 2 or more. Default 60. */
  readonly products?: number;
}

/**
 * The largest curvature of a network's training loss: the largest eigenvalue λmax of the Hessian, also called sharpness.
 *
 * On a quadratic loss gradient descent converges if and only if α < 2 / λmax. The Hessian H itself is never built: Lanczos' method needs
 * only products with vectors, H v ≈ (∇L(w + hv) − ∇L(w − hv)) / 2h. The loss L is the mean over all training examples as one batch,
 * without what is random in training (dropout, input noise, augmentation) and without penalties and class weights.
 *
 * @param data what the network is trained on
 * @param hyperparameters of its training
 * @returns λmax as `value`, the number of products it took, and whether it had settled by then
 * @throws {RangeError|TypeError} if an option is unknown or out of range, the data does not fit, or weights are missing
 * @example
 * const { value } = largestCurvature(digits, presets.baseline); // before the first step
 * 2 / value; // on a parabola of this curvature, the largest rate
 * @see Pearlmutter, "Fast exact multiplication by the Hessian", 1994; Cohen et al., "Gradient descent on neural networks typically
 *   occurs at the edge of stability", 2021
 */
export function largestCurvature(
  data: DataSource,
  hyperparameters: Partial<Hyperparameters> = {},
  options: CurvatureOptions = {},
): LargestEigenvalue {
  checkOptionNames("call largestCurvature", options, ["weights", "seed", "tolerance", "products"]);
  const { seed = 1, tolerance = 0.003, products = 60 } = options;
  if (!(tolerance > 0 && tolerance < 1 && Number.isInteger(products) && products >= 2))
    throw new RangeError(
      `Cannot measure a curvature with tolerance ${tolerance} and ${products} products: the tolerance must lie between 0 and 1, and ` +
        "there must be 2 or more whole products.",
    );
  const dataset = toDataset(data);
  const choice = complete({ ...hyperparameters, dropout: 0, inputNoise: 0 });
  checkTraining(dataset, [{ hyperparameters: choice, seed }]);
  return measured(dataset, choice, seed, options.weights, { tolerance, products });
}

/** A step along a direction, as a share of the length of the weights: far enough for float32, near enough for a second derivative. */
const stepShare = 1e-3;

function measured(
  data: Dataset,
  choice: Hyperparameters,
  seed: number,
  given: WeightArrays | undefined,
  limits: { readonly tolerance: number; readonly products: number },
): LargestEigenvalue {
  const subject = networkSubject(choice, data);
  const weights = given ?? subject.startingWeights({ hyperparameters: choice, seed });
  const slope = lossSlope(subject, data, choice, weights);
  try {
    const length = Math.sqrt(slope.center.reduce((sum, weight) => sum + weight * weight, 0));
    const h = stepShare * Math.max(1, length);
    const product = (vector: Float64Array): Float64Array => {
      const ahead = slope.at(slope.center.map((weight, index) => weight + h * vector[index]!));
      const behind = slope.at(slope.center.map((weight, index) => weight - h * vector[index]!));
      return ahead.map((value, index) => (value - behind[index]!) / (2 * h));
    };
    return largestEigenvalue(product, slope.center.length, stream(seed, "curvature"), limits);
  } finally {
    slope.dispose();
  }
}
