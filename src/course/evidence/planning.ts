import { checkOptionNames } from "../../runtime/nearest-name.js";
import { normalQuantile } from "../../runtime/special-functions.js";

/** Options for {@link seedsNeeded}. */
export interface SeedsNeededOptions {
  /** The chance to see the effect; 0.8 by default. */
  readonly power?: number;
}

/**
 * How many pairs of runs a comparison needs so that the 95 % t interval of the mean difference excludes zero.
 *
 * n = ((z(0.975) + z(power)) · s / d)² + z(0.975)² / 2, rounded up: the normal formula and Guenther's correction for a
 * standard deviation that has to be estimated. At least 5.
 *
 * @param effect the mean difference d that matters, in any unit; not 0
 * @param deviation the standard deviation s of the difference from pair to pair, in the same unit
 * @throws {RangeError} if the effect is 0, a number is not finite, or the power is not between 0.5 and 1
 * @example
 * seedsNeeded(0.01, 0.01); // 10
 * @see Guenther, "Sample size formulas for normal theory t tests", The American Statistician 35, 1981
 */
export function seedsNeeded(effect: number, deviation: number, options: SeedsNeededOptions = {}): number {
  checkOptionNames("call seedsNeeded", options, ["power"]);
  const { power = 0.8 } = options;
  if (!Number.isFinite(effect) || effect === 0 || !Number.isFinite(deviation) || deviation < 0)
    throw new RangeError(
      `Cannot plan for an effect of ${effect} and a deviation of ${deviation}: the effect must not be 0, the deviation 0 or more.`,
    );
  if (!(power >= 0.5 && power < 1))
    throw new RangeError(`Cannot plan for a power of ${power}: it must be 0.5 or more and below 1.`);
  const z = normalQuantile(0.975);
  const pairs = (((z + normalQuantile(power)) * deviation) / effect) ** 2 + z ** 2 / 2;
  return Math.max(5, Math.ceil(pairs));
}

const slices = 20_000;

/**
 * The mean of the largest of n independent draws from the standard normal distribution.
 *
 * E = ∫₀¹ Φ⁻¹(u^(1/n)) du, since the largest draw lies below x with the chance Φ(x)ⁿ; by the midpoint rule.
 *
 * @param count n, a whole number, 1 or more
 * @throws {RangeError} if it is not
 * @example
 * expectedMaximum(2); // 0.564, which is 1 / √π
 * @see Tippett, "On the extreme individuals and the range of samples taken from a normal population", Biometrika 17, 1925
 */
export function expectedMaximum(count: number): number {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`Cannot take the largest of ${count} draws: it must be a whole number, 1 or more.`);
  let sum = 0;
  for (let slice = 0; slice < slices; slice++) sum += normalQuantile(((slice + 0.5) / slices) ** (1 / count));
  return sum / slices;
}
