/**
 * The standard deviation of each kernel of a Parzen estimator on [0, 1]: the distance to the farther of its two
 * neighbours, so that kernels are narrow where observations are dense; but neither wider than the domain nor narrower
 * than 1 / min(100, n + 2), which keeps the estimate from collapsing on what has been tried already.
 *
 * @param centres where the kernels are, without the prior
 * @param ascending the places of `centres` from the smallest to the largest, for who knows them
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
