import { createRequire } from "node:module";
import { lazyObject } from "./lazy-object.js";

/*
 * The special functions that samplers and tests need, by Cephes (the C library behind SciPy's) as WebAssembly: correct to
 * the last digits, also far out in the tails, in one package without dependencies. It is loaded when first used, because
 * compiling it takes longer than everything else that an import of tunebook does.
 */
const cephes = lazyObject(() => createRequire(__filename)("cephes") as typeof import("cephes"));

/** The complementary error function, 2/√π ∫ₓ^∞ e^(−t²) dt, without loss of digits for large x; 0 above 27.3. */
export function erfc(x: number): number {
  if (x < -vanishing) return 2;
  return x < vanishing ? cephes.erfc(x) : Math.exp(-x * x) * erfcx(x);
}

/** Beyond, erfc is (or differs from 2 by) a number so small that it loses digits, which Cephes reports as an error. */
const vanishing = 26;

/** Above this, e^(x²) and erfc(x) grow and fall apart; below it, the continued fraction has not settled after 60 terms. */
const large = 3;

/** The scaled complementary error function, e^(x²) erfc(x), which stays finite where erfc is 0 to the last digit. */
export function erfcx(x: number): number {
  if (x < large) return Math.exp(x * x) * erfc(x);
  let fraction = x;
  for (let term = 60; term > 0; term--) fraction = x + term / 2 / fraction;
  return 1 / (Math.sqrt(Math.PI) * fraction);
}

/** Φ⁻¹(p), the quantile of the standard normal distribution, for p in (0, 1). */
export const normalQuantile = (p: number): number => cephes.ndtri(p);

/**
 * The quantile of Student's t distribution, for p in (0, 1) and any positive number of degrees of freedom ν.
 *
 * t = ±√(ν (1 − x) / x), with x the quantile of the beta distribution (ν/2, 1/2) at q = 2 min(p, 1 − p); near the middle
 * from 1 − x, the quantile of (1/2, ν/2) at 1 − q, since there x is 1 to the last digit.
 *
 * @returns NaN if `freedom` is not a number
 */
export function tQuantile(p: number, freedom: number): number {
  if (Number.isNaN(freedom)) return NaN;
  const tails = 2 * Math.min(p, 1 - p);
  const ratio = tails < 0.5 ? 1 / odds(freedom / 2, 0.5, tails) : odds(0.5, freedom / 2, 1 - tails);
  return Math.sign(p - 0.5) * Math.sqrt(freedom * ratio);
}

/** x / (1 − x) for the quantile x of the beta distribution (a, b) at q. */
function odds(a: number, b: number, q: number): number {
  const x = cephes.incbi(a, b, q);
  return x / (1 - x);
}

/** The chance of at most `successes` in `trials`, each with the chance `p`; both are whole numbers. */
export function binomialCdf(successes: number, trials: number, p: number): number {
  if (successes < 0) return 0;
  return successes >= trials ? 1 : cephes.bdtr(successes, trials, p);
}

/** The chance that a variable of the F distribution with `a` and `b` degrees of freedom exceeds `f`. */
export function fTail(f: number, a: number, b: number): number {
  if (f === Infinity) return 0;
  return f <= 0 ? 1 : cephes.fdtrc(a, b, f);
}
