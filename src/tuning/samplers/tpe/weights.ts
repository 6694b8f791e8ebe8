/**
 * How much good trials count in their density: the best of n counts n times what the n-th best does, and all together
 * as much as n alike. The prior, last, counts 1.
 *
 * @param places the place of each trial among the good ones, 0 for the best
 * @see Watanabe, "Tree-structured Parzen estimator: understanding its algorithm components and their roles", 2023,
 *   section 3.1.2 (weighting by improvement; ranks do the same without minding the scale of the objective)
 */
export function weightsByRank(places: readonly number[]): Float64Array {
  const count = places.length;
  const weights = new Float64Array(count + 1).fill(1);
  places.forEach((place, index) => (weights[index] = (2 * (count - place)) / (count + 1)));
  return weights;
}

/**
 * How much the other trials count: 1 for the newest 25, ever less the older, 1 for the prior, last.
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
