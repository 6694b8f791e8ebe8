import { erfcx } from "../../../runtime/special-functions.js";
import { normalCdf, normalDensity } from "../normal-distribution.js";
import type { Posterior } from "./posterior.js";

/** The logarithm of how promising a trial at a point is, with its gradient. */
export interface Acquisition {
  value(point: Float64Array): number;
  slope(point: Float64Array): { readonly value: number; readonly gradient: Float64Array };
}

/** The value at a point and its derivatives with respect to the mean and the standard deviation there. */
interface Rule {
  (mean: number, deviation: number): { value: number; byMean: number; byDeviation: number };
}

/** How much better than `best` a trial is expected to be. */
export function improvementOn(best: number, posterior: Posterior): Acquisition {
  return following((mean, deviation) => logExpectedImprovement(mean, deviation, best), posterior);
}

/** How likely a constraint is to be at most `limit`. */
export function keepingBelow(limit: number, posterior: Posterior): Acquisition {
  return following((mean, deviation) => logChanceBelow(mean, deviation, limit), posterior);
}

/**
 * Constrained expected improvement: expected improvement times the probabilities that the constraints are kept.
 *
 * @see Gelbart, Snoek and Adams, "Bayesian optimization with unknown constraints", 2014
 */
export function together(parts: readonly Acquisition[]): Acquisition {
  if (parts.length === 1) return parts[0]!;
  return {
    value: (point) => parts.reduce((sum, part) => sum + part.value(point), 0),
    slope: (point) =>
      parts
        .map((part) => part.slope(point))
        .reduce((a, b) => ({
          value: a.value + b.value,
          gradient: a.gradient.map((slope, axis) => slope + b.gradient[axis]!),
        })),
  };
}

function following(rule: Rule, posterior: Posterior): Acquisition {
  return {
    value(point) {
      const { mean, deviation } = posterior.spread(point);
      return rule(mean, deviation).value;
    },
    slope(point) {
      const { mean, deviation, meanGradient, deviationGradient } = posterior.predict(point);
      const { value, byMean, byDeviation } = rule(mean, deviation);
      return {
        value,
        gradient: meanGradient.map((slope, axis) => byMean * slope + byDeviation * deviationGradient[axis]!),
      };
    },
  };
}

/** log Φ(z), z = (limit − μ) / σ, without underflow for z far below 0, and its derivatives with respect to μ and σ. */
export function logChanceBelow(
  mean: number,
  deviation: number,
  limit: number,
): { value: number; byMean: number; byDeviation: number } {
  const z = (limit - mean) / deviation;
  const scaled = erfcx(-z * Math.SQRT1_2);
  const value = z < 0 ? Math.log(0.5 * scaled) - 0.5 * z * z : Math.log(normalCdf(z));
  const slope = Math.sqrt(2 / Math.PI) / scaled; // φ(z) / Φ(z)
  return { value, byMean: -slope / deviation, byDeviation: (-slope * z) / deviation };
}

/**
 * The logarithm of the expected improvement on `best`: E[max(best − f, 0)] = σ h(z), z = (best − μ) / σ,
 * h(z) = φ(z) + z Φ(z). Its logarithm has a gradient even where the expected improvement itself underflows to 0.
 *
 * @returns the logarithm and its derivatives with respect to the mean and the standard deviation
 * @see Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization", 2023
 */
export function logExpectedImprovement(
  mean: number,
  deviation: number,
  best: number,
): { value: number; byMean: number; byDeviation: number } {
  const z = (best - mean) / deviation;
  const logDensity = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  // For z far above 0, where φ(z) underflows to 0, h(z) = z.
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
