import { erfcx } from "../../../runtime/special-functions.js";
import { normalCdf, normalDensity } from "../normal-distribution.js";

/**
 * The logarithm of the expected improvement on `best`: E[max(best − f, 0)] = σ h(z), z = (best − μ) / σ,
 * h(z) = φ(z) + z Φ(z). Its logarithm has a slope even where the expected improvement itself is 0 to the last digit.
 *
 * @returns the logarithm and its derivatives by the mean and by the standard deviation
 * @see Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization", 2023
 */
export function logExpectedImprovement(
  mean: number,
  deviation: number,
  best: number,
): { value: number; byMean: number; byDeviation: number } {
  const z = (best - mean) / deviation;
  const logDensity = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  // For z far above 0, where φ(z) is 0 to the last digit, h(z) = z.
  const logH = z > 30 ? Math.log(z) : logDensity + logRatio(z);
  const cdfOverH = z > -1 ? normalCdf(z) / Math.exp(logH) : mills(z) * Math.exp(logDensity - logH);
  return {
    value: Math.log(deviation) + logH,
    byMean: -cdfOverH / deviation,
    byDeviation: Math.exp(logDensity - logH) / deviation,
  };
}

/** log(h(z) / φ(z)), without cancellation for z far below 0. */
function logRatio(z: number): number {
  if (z > -1) return Math.log(normalDensity(z) + z * normalCdf(z)) - Math.log(normalDensity(z));
  if (z > -1e4) return Math.log1p(z * mills(z));
  return -2 * Math.log(-z);
}

/** Φ(z) / φ(z). */
function mills(z: number): number {
  return Math.sqrt(Math.PI / 2) * erfcx(-z * Math.SQRT1_2);
}
