import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { RandomStream } from "../../random/stream.js";
import { dot } from "../../runtime/numbers.js";

/** What Lanczos' method found. */
export interface LargestEigenvalue {
  readonly value: number;
  /** Products with the matrix that it took. */
  readonly products: number;
  /** Whether the last three products each changed the value by no more than the tolerance. */
  readonly settled: boolean;
}

/** When to stop. */
export interface LanczosOptions {
  /** Products with the matrix at most. */
  readonly products: number;
  /** It stops once three products in a row change the value by at most this share of it. */
  readonly tolerance: number;
}

/**
 * Products in a row that must leave the value as it is. After one or two of them it may only have come to the second largest
 * eigenvalue, from where it still rises: the largest one is found late if the first vector hardly points along it.
 */
const calmProducts = 3;

/**
 * The largest eigenvalue of a symmetric matrix that is known only by its products with vectors (Lanczos' method).
 *
 * From a random q₁: w = A qₖ, αₖ = qₖ·w, then w is made orthogonal to all q so far, βₖ = ‖w‖, qₖ₊₁ = w / βₖ. The largest eigenvalue of
 * the tridiagonal matrix of the α and β grows towards that of A, much sooner than by multiplying the same vector again and again.
 *
 * @param product A v for a vector v of length 1
 * @param size the number of rows of A, at least 1
 * @see Lanczos, "An iteration method for the solution of the eigenvalue problem of linear differential and integral operators", 1950
 */
export function largestEigenvalue(
  product: (vector: Float64Array) => Float64Array,
  size: number,
  random: RandomStream,
  { products, tolerance }: LanczosOptions,
): LargestEigenvalue {
  const basis = [unit(Float64Array.from({ length: size }, () => random.normal()))];
  const alphas: number[] = [];
  const betas: number[] = [];
  let value = -Infinity;
  let calm = 0;
  for (let taken = 1; ; taken++) {
    const latest = basis.at(-1)!;
    const next = product(latest);
    alphas.push(dot(latest, next));
    removeParts(next, basis);
    const before = value;
    value = largestOfTridiagonal(alphas, betas);
    const beta = Math.sqrt(dot(next, next));
    const isWhole = taken === size || beta <= 1e-12 * Math.abs(value);
    calm = Math.abs(value - before) <= tolerance * Math.abs(value) ? calm + 1 : 0;
    const settled = isWhole || calm >= calmProducts;
    if (settled || taken >= products) return { value, products: taken, settled };
    betas.push(beta);
    basis.push(unit(next));
  }
}

/** Takes away what lies along vectors of length 1; each twice, because rounding leaves a rest the first time. */
function removeParts(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (const direction of [...basis, ...basis]) {
    const along = dot(vector, direction);
    for (let index = 0; index < vector.length; index++) vector[index]! -= along * direction[index]!;
  }
}

function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[]): number {
  const matrix = Matrix.diag([...diagonal]);
  beside.forEach((beta, row) => {
    matrix.set(row, row + 1, beta);
    matrix.set(row + 1, row, beta);
  });
  return Math.max(...new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}
