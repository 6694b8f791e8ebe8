import { checkOptionNames } from "../../runtime/nearest-name.js";
import { ParzenEstimator } from "../samplers/tpe/parzen-estimator.js";
import { weightsByAge, weightsByRank } from "../samplers/tpe/weights.js";
import { evenGrid, type Observation, type SurrogateOptions } from "./even-grid.js";

/** The two densities of a tree-structured Parzen estimator over one parameter, place by place. */
export interface TpeSurrogate {
  readonly x: readonly number[];
  /** l(x): how densely the good trials lie at x, and g(x) the others; each integrates to 1 along the parameter's scale. */
  readonly good: readonly number[];
  readonly others: readonly number[];
  /** l(x) / g(x): the next trial goes where it is greatest. */
  readonly ratio: readonly number[];
  readonly observed: readonly (Observation & { readonly isGood: boolean })[];
}

/** Options of {@link tpeSurrogate}. */
export interface TpeSurrogateOptions extends SurrogateOptions {
  /** The share of trials that count as good, (0, 1). Default 0.15, as in `tpeSampler`. */
  readonly good?: number;
}

/**
 * The model behind `tpeSampler`, for inspection: where good trials lie, where the others do, and the ratio of the two.
 *
 * The share γ of best trials makes l(x), the rest g(x). Under this model the expected improvement at x grows with
 * (γ + (1 − γ) g(x) / l(x))⁻¹, so the place with the greatest l(x) / g(x) is the one to try.
 *
 * @param observed at least two measurements; less is better
 * @param options the range of the parameter, at how many places to evaluate, and γ
 * @returns lists of the same length, which `densityRatioChart` draws
 * @throws {SpaceError} if the range contradicts itself
 * @throws {RangeError} if `good` is not between 0 and 1, there are fewer than two observations, or one is outside the
 *   range or not finite
 * @example
 * const belief = tpeSurrogate([{ x: 0.1, y: 3 }, { x: 0.5, y: 1 }, { x: 0.9, y: 2 }], { low: 0, high: 1 });
 * await show(densityRatioChart(belief));
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011, section 4
 */
export function tpeSurrogate(observed: readonly Observation[], options: TpeSurrogateOptions): TpeSurrogate {
  checkOptionNames("call tpeSurrogate", options, ["good", "low", "high", "log", "points"]);
  const { good: share = 0.15 } = options;
  if (!(share > 0 && share < 1))
    throw new RangeError(
      `Cannot split trials into good and others: good is ${share}, it must be between 0 and 1.`,
    );
  const grid = evenGrid(observed, options);
  if (observed.length < 2)
    throw new RangeError("Cannot split one trial into good and others: pass at least two observations.");
  const order = [...observed.keys()].sort((a, b) => observed[a]!.y - observed[b]!.y || a - b);
  const best = order.slice(0, Math.min(observed.length - 1, Math.ceil(share * observed.length)));
  const isGood = new Set(best);
  const rest = [...observed.keys()].filter((place) => !isGood.has(place));
  const density = (places: readonly number[], weights: Float64Array): number[] => {
    const values = Float64Array.from(places, (place) => grid.observed[place]!);
    const estimator = new ParzenEstimator([grid.domain], [values], weights);
    return grid.units.map((unit) => Math.exp(estimator.logDensity([unit])));
  };
  const good = density(best, weightsByRank([...best.keys()]));
  const others = density(rest, weightsByAge(rest.length));
  return {
    x: grid.x,
    good,
    others,
    ratio: good.map((value, place) => value / others[place]!),
    observed: observed.map(({ x, y }, place) => ({ x, y, isGood: isGood.has(place) })),
  };
}
