/**
 * Losses made fit for a Gaussian process: mean 0 and variance 1.
 *
 * How bad the bad half is does not matter for finding the best, but a single enormous loss would flatten all the
 * differences that do matter. So losses above the median are first drawn towards it, logarithmically; the order stays.
 */
export function standardize(losses: readonly number[]): Float64Array {
  const finite = losses.filter(Number.isFinite).sort((a, b) => a - b);
  if (finite.length === 0) return new Float64Array(losses.length);
  const [least, greatest] = [finite[0]!, finite.at(-1)!];
  const median = finite[Math.floor((finite.length - 1) / 2)]!;
  const scale = median - least || 1;
  const drawn = losses.map((loss) => {
    const bounded = Math.min(greatest, Math.max(least, loss));
    return bounded <= median ? bounded : median + scale * Math.log1p((bounded - median) / scale);
  });
  const mean = drawn.reduce((sum, loss) => sum + loss, 0) / drawn.length;
  const variance = drawn.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / drawn.length;
  const deviation = Math.sqrt(variance) || 1;
  return Float64Array.from(drawn, (loss) => (loss - mean) / deviation);
}
