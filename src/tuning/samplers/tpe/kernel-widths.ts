/**
 * The standard deviation of each kernel of a Parzen estimator on [0, 1]: the distance to the farther of its two
 * neighbours, so that kernels are narrow where observations are dense; but neither wider than the domain nor narrower
 * than 1 / min(100, n + 2), which keeps the estimate from collapsing on what has been tried already.
 *
 * @param centres where the kernels are, without the prior
 * @see Bergstra et al., "Algorithms for hyper-parameter optimization", 2011, section 4
 */
export function kernelWidths(centres: Float64Array): Float64Array {
  const count = centres.length;
  const sorted = centres.slice().sort();
  const narrowest = 1 / Math.min(100, count + 2);
  const equalsPlaced = new Int32Array(count);
  const widths = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const centre = centres[k]!;
    const first = lowerBound(sorted, centre);
    const place = first + equalsPlaced[first]!++;
    const below = place > 0 ? centre - sorted[place - 1]! : count > 1 ? 0 : centre;
    const above = place < count - 1 ? sorted[place + 1]! - centre : count > 1 ? 0 : 1 - centre;
    widths[k] = Math.min(1, Math.max(narrowest, below, above));
  }
  return widths;
}

/** The first place whose value is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
