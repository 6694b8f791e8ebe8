import { erfc } from "../../runtime/special-functions.js";

/** Φ(z): the probability that a standard normal variable is at most z. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** φ(z): the density of the standard normal distribution at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** Less than 1e-6 of the distribution lies beyond this many standard deviations. */
const negligible = 5;

/** Φ(b) − Φ(a) for a ≤ b, without the cancellation that the difference suffers when both lie in the upper tail. */
export function normalMass(a: number, b: number): number {
  if (a <= -negligible && b >= negligible) return 1;
  if (b >= negligible && a <= 0) return normalCdf(-a);
  if (a <= -negligible && b >= 0) return normalCdf(b);
  return a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
}
