/** How correlated the objective is at two points: a Matérn 5/2 kernel with one length scale per parameter. */
export interface Kernel {
  /** ℓ: the length scale of each parameter, the distance over which the objective changes. */
  readonly lengths: Float64Array;
  /** s²: variance of the objective. */
  readonly variance: number;
  /** Variance of the noise in an observation. */
  readonly noise: number;
}

const rootFive = Math.sqrt(5);

/** k(r²) / s² = (1 + √5 r + 5/3 r²) exp(−√5 r). */
export function matern(squared: number): number {
  const r = rootFive * Math.sqrt(squared);
  return (1 + r + (5 / 3) * squared) * Math.exp(-r);
}

/** Its derivative with respect to r²: −5/6 (1 + √5 r) exp(−√5 r). */
export function maternSlope(squared: number): number {
  const r = rootFive * Math.sqrt(squared);
  return (-5 / 6) * (1 + r) * Math.exp(-r);
}

/** Squared difference along one parameter: 0 or 1 between choices, which have no order. */
export function squaredGap(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}

/** r²: the squared distance, each parameter measured by its length. */
export function squaredDistance(
  a: Float64Array,
  b: Float64Array,
  lengths: Float64Array,
  categorical: readonly boolean[],
): number {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis++)
    sum += squaredGap(a[axis]!, b[axis]!, categorical[axis]!) / (lengths[axis]! * lengths[axis]!);
  return sum;
}

/** The covariance matrix of the observations, noise included. */
export function covarianceMatrix(
  points: readonly Float64Array[],
  kernel: Kernel,
  categorical: readonly boolean[],
): Float64Array[] {
  const rows = points.map(() => new Float64Array(points.length));
  for (let i = 0; i < points.length; i++) {
    rows[i]![i] = kernel.variance + kernel.noise;
    for (let j = 0; j < i; j++) {
      const squared = squaredDistance(points[i]!, points[j]!, kernel.lengths, categorical);
      rows[i]![j] = rows[j]![i] = kernel.variance * matern(squared);
    }
  }
  return rows;
}
