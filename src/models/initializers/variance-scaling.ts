import type { RandomStream } from "../../random/stream.js";
import { fill, type Initializer, type InitializerInput } from "./initializer.js";

/** Standard deviation of a standard normal cut off at ±2: √(1 − 4·φ(2) / (2Φ(2) − 1)). */
const TRUNCATED_DEVIATION = 0.8796256610342398;

/** A standard normal number between −2 and 2: draws outside are thrown away. */
function truncatedNormal(random: RandomStream): number {
  const value = random.normal();
  return Math.abs(value) <= 2 ? value : truncatedNormal(random);
}

/**
 * Uniform with the given variance.
 *
 * w ~ U(−√(3·variance), √(3·variance))
 */
export function uniformOfVariance(variance: (input: InitializerInput) => number): Initializer {
  return (input, random) => {
    const limit = Math.sqrt(3 * variance(input));
    return fill(input.shape, () => limit * (2 * random.uniform() - 1));
  };
}

/**
 * Normal cut off at two standard deviations and widened so that the variance is the given one, as Keras does.
 *
 * w ~ σ/0.8796·N(0, 1) given |N| ≤ 2, σ² = variance
 */
export function normalOfVariance(variance: (input: InitializerInput) => number): Initializer {
  return (input, random) => {
    const deviation = Math.sqrt(variance(input)) / TRUNCATED_DEVIATION;
    return fill(input.shape, () => deviation * truncatedNormal(random));
  };
}
