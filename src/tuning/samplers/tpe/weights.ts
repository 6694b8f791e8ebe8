/**
 * The standard deviation of each kernel of a Parzen estimator on [0, 1]: the distance to the farther of its two
 * neighbours, so that kernels are narrow where observations are dense; but neither wider than the domain nor narrower
 * than 1 / min(100, n + 2), which keeps the estimate from collapsing onto points already tried.
 *
 * @param centres where the kernels are, without the prior
 * @param ascending the places of `centres` from the smallest to the largest, if already known
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011, section 4
 */
export function kernelWidths(centres: Float64Array, ascending = ascendingPlaces(centres)): Float64Array {
  const count = centres.length;
  const narrowest = 1 / Math.min(100, count + 2);
  const widths = new Float64Array(count);
  for (let rank = 0; rank < count; rank++) {
    const place = ascending[rank]!;
    const centre = centres[place]!;
    const below = rank > 0 ? centre - centres[ascending[rank - 1]!]! : count > 1 ? 0 : centre;
    const above = rank < count - 1 ? centres[ascending[rank + 1]!]! - centre : count > 1 ? 0 : 1 - centre;
    widths[place] = Math.min(1, Math.max(narrowest, below, above));
  }
  return widths;
}

/** Equal values in the order of their places. */
function ascendingPlaces(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}

/**
 * How much good trials count in their density: the best of n counts n times as much as the n-th best, and the
 * weights sum to n. The prior, last, counts 1.
 *
 * @param places the place of each trial among the good ones, 0 for the best
 * @see Watanabe, "Tree-structured Parzen estimator: understanding its algorithm components and their roles", 2023,
 *   section 3.1.2 (weighting by improvement; ranks do the same independently of the objective's scale)
 */
export function weightsByRank(places: readonly number[]): Float64Array {
  const count = places.length;
  const weights = new Float64Array(count + 1).fill(1);
  places.forEach((place, index) => (weights[index] = (2 * (count - place)) / (count + 1)));
  return weights;
}

/**
 * How much the other trials count: 1 for the newest 25, decreasing with age before them; the prior, last, counts 1.
 *
 * @see Bergstra et al., "Making a science of model search", 2013
 */
export function weightsByAge(count: number): Float64Array {
  const ramp = count - 25;
  const weights = new Float64Array(count + 1).fill(1);
  for (let index = 0; index < ramp; index++)
    weights[index] = 1 / count + (ramp === 1 ? 0 : ((1 - 1 / count) * index) / (ramp - 1));
  return weights;
}
