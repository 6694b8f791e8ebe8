import type { FloatDomain } from "../../hyperparameters/space/domain.js";
import { floatDomain } from "../../hyperparameters/space/make-domain.js";
import { fromUnit, toUnit } from "../../hyperparameters/space/unit-scale.js";

/** One measurement of an objective of one parameter; less is better. */
export interface Observation {
  readonly x: number;
  readonly y: number;
}

/** Where a surrogate is evaluated. */
export interface SurrogateOptions {
  /** The ends of the parameter's range, both included. */
  readonly low: number;
  readonly high: number;
  /** Whether equal ratios of the parameter are equal distances; needs `low` > 0. Default `false`. */
  readonly log?: boolean;
  /** How many evenly spaced places, ≥ 2. Default 201. */
  readonly points?: number;
}

/** A range laid out on [0, 1], as samplers see it. */
export interface EvenGrid {
  readonly domain: FloatDomain;
  readonly x: readonly number[];
  /** The same places on [0, 1]. */
  readonly units: readonly number[];
  /** The observations on [0, 1]. */
  readonly observed: Float64Array;
}

/**
 * The places at which a surrogate is evaluated, and the observations, on the scale that samplers use.
 *
 * @throws {SpaceError} if the range contradicts itself
 * @throws {RangeError} if there are fewer than two places, no observation, or one outside the range or not finite
 */
export function evenGrid(observed: readonly Observation[], options: SurrogateOptions): EvenGrid {
  const { low, high, log = false, points = 201 } = options;
  if (!Number.isSafeInteger(points) || points < 2)
    throw new RangeError(
      `Cannot evaluate a surrogate at ${points} points: the number must be a whole number of at least 2.`,
    );
  if (observed.length === 0)
    throw new RangeError("Cannot fit a surrogate to nothing: pass at least one observation.");
  const domain = floatDomain("x", low, high, { log });
  const units = Array.from({ length: points }, (_, place) => place / (points - 1));
  const seen = Float64Array.from(observed, ({ x }) => toUnit(domain, x));
  const odd = observed.find(({ y }, place) => Number.isNaN(seen[place]) || !Number.isFinite(y));
  if (odd !== undefined)
    throw new RangeError(
      `Cannot fit a surrogate to the observation ${odd.y} at ${odd.x}: the value must be finite and the place must be between ` +
        `${low} and ${high}. Leave it out, or widen the range.`,
    );
  return { domain, x: units.map((unit) => fromUnit(domain, unit) as number), units, observed: seen };
}
